namespace VizBench.Networks.Zoo;

/// <summary>
/// A small VGG for ConceptWorld: 64×64 input, six convolutions in four stages, a fully connected head. It is trained with
/// batch normalisation, which is then merged into the convolutions, so that what remains is a plain VGG.
/// </summary>
public static class VggMini
{
    public const string Name = "vgg-mini";
    public const int InputSize = 64;

    internal static readonly int[] ConvolutionsByStage = [1, 2, 2, 1];
    internal static readonly long[] ChannelsByStage = [24, 48, 96, 128];

    /// <summary>The classes, in the order of the logits: ConceptWorld's.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        ["house", "tree", "car", "boat", "fish", "face", "flower", "clock", "mushroom", "cup", "kite", "bird"];

    public static Architecture Build() => Build(normalised: false);

    /// <summary>The same network with batch normalisation after each convolution and the first linear layer.</summary>
    public static Architecture BuildForTraining() => Build(normalised: true);

    private static Architecture Build(bool normalised)
    {
        var stack = new LayerStack();
        var features = Vgg.Features(ConvolutionsByStage, ChannelsByStage);
        stack.Sequence("features", normalised ? features.SelectMany(WithNorm) : features);
        stack.Add("flatten", new Flatten());
        var hidden = new Linear(ChannelsByStage[^1] * 4 * 4, 128);
        stack.Sequence(
            "classifier",
            [.. normalised ? WithNorm(hidden) : [hidden], new ReLU(), new Dropout(0.2), new Linear(128, Classes.Count)]);
        return new Architecture(Name, [3, InputSize, InputSize], Preprocessing.ConceptWorld(InputSize), stack.Layers, Classes);
    }

    private static IEnumerable<Operation> WithNorm(Operation operation) => operation switch
    {
        // A bias before normalisation would be subtracted again with the mean.
        Convolution convolution => [convolution with { HasBias = false }, new BatchNorm(convolution.OutChannels)],
        Linear linear => [linear with { HasBias = false }, new BatchNorm(linear.OutFeatures)],
        _ => [operation],
    };
}
