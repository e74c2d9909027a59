namespace VizBench.Networks.Zoo;

/// <summary>
/// A small VGG for ConceptWorld: six convolutions in four stages, a fully connected head. It is trained with batch
/// normalisation, which is then merged into the convolutions, so that what remains is a plain VGG; vgg-mini against an
/// adversary, vgg-mini-shortcut in the usual way.
/// </summary>
public static class VggMini
{
    public const string Name = "vgg-mini";

    /// <summary>The same network trained on ConceptWorld's shortcut variant.</summary>
    public const string ShortcutName = "vgg-mini-shortcut";

    private const long Hidden = 96;
    internal static readonly int[] ConvolutionsByStage = [1, 2, 2, 1];
    internal static readonly long[] ChannelsByStage = [24, 48, 96, 128];

    public static Architecture Build(string name = Name) => Build(name, normalised: false);

    /// <summary>The same network with batch normalisation after each convolution and the first linear layer.</summary>
    public static Architecture BuildForTraining(string name = Name) => Build(name, normalised: true);

    private static Architecture Build(string name, bool normalised)
    {
        var stack = new LayerStack();
        var features = Vgg.Features(ConvolutionsByStage, ChannelsByStage);
        stack.Sequence("features", normalised ? features.SelectMany(WithNorm) : features);
        stack.Add("flatten", new Flatten());
        var hidden = new Linear(ChannelsByStage[^1] * 4 * 4, Hidden);
        stack.Sequence(
            "classifier",
            [.. normalised ? WithNorm(hidden) : [hidden], new ReLU(), new Dropout(0.2), new Linear(Hidden, ConceptWorldClasses.Names.Count)]);
        return ConceptWorldClasses.Network(name, stack);
    }

    private static IEnumerable<Operation> WithNorm(Operation operation) => operation switch
    {
        // A bias before normalisation would be subtracted again with the mean.
        Convolution convolution => [convolution with { HasBias = false }, new BatchNorm(convolution.OutChannels)],
        Linear linear => [linear with { HasBias = false }, new BatchNorm(linear.OutFeatures)],
        _ => [operation],
    };
}
