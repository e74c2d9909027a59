using VizBench.Networks.Obtaining;

namespace VizBench.Networks.Zoo;

/// <summary>A network that the product knows by name.</summary>
/// <param name="Name">as given to --network</param>
/// <param name="Summary">one line: the paper, the layout</param>
/// <param name="Build">the architecture without weights</param>
/// <param name="Committed">whether its weights come with the product, in models/</param>
public sealed record NetworkEntry(string Name, string Summary, Func<Architecture> Build, bool Committed)
{
    /// <summary>The files with weights for it that torchvision publishes.</summary>
    public IReadOnlyList<PublishedWeights> Published { get; init; } = [];

    /// <summary>Where its weights are to be had, which are too large to come with the product; null for other networks.</summary>
    public ObtainableFile? Obtainable { get; init; }

    /// <summary>
    /// The network of whose training this is an earlier moment: without a head, so that it has layers to look at but no
    /// classes. Null for whole networks.
    /// </summary>
    public string? MomentOf { get; init; }

    /// <summary>What a network's earlier moment is called: NAME@STEP.</summary>
    public static string MomentName(string network, int step) => FormattableString.Invariant($"{network}@{step}");

    /// <summary>The name of the training that makes its weights, and so of its card.</summary>
    public string TrainedAs => MomentOf ?? Name;

    /// <summary>How its weights are given, in a few words.</summary>
    public string WeightsHint => this switch
    {
        { Committed: true } => $"models/{Name}.safetensors, comes with the product",
        { Obtainable: { } file } => ObtainedFiles.Default.Has(file) ? $"{ObtainedFiles.Default.PathOf(file)}, obtained" : $"{ObtainedFiles.CommandFor(Name)} obtains them ({file.Terms})",
        { Published: [var first, ..] } => $"give a file with --weights FILE, torchvision's {first.FileName} for example",
        _ => "give a file with --weights FILE, Caffe's blobs as a state dict named LAYER.weight and LAYER.bias",
    };
}
