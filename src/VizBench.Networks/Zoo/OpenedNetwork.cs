namespace VizBench.Networks.Zoo;

/// <summary>A network ready to run, and where its weights come from. Owns the network.</summary>
/// <param name="WeightsSource">the file, or "formula:SEED"</param>
/// <param name="WeightsSha256">of the file's bytes, lower-case hexadecimal; of the name for weights by formula</param>
public sealed record OpenedNetwork(Network Network, string WeightsSource, string WeightsSha256) : IDisposable
{
    /// <summary>The name under which torchvision publishes the very file, told by its hash; null for other weights.</summary>
    public string? Published { get; init; }

    /// <summary>What a person should know of how the weights were found in their file, a line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public void Dispose() => Network.Dispose();
}
