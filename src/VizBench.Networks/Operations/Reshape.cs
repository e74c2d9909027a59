namespace VizBench.Networks;

/// <summary>The same values in another shape, row-major; the batch stays.</summary>
/// <param name="SampleSize">the new shape of one sample</param>
public sealed record Reshape(IReadOnlyList<long> SampleSize) : Operation
{
    /// <summary>Whether rows and columns stay what they are, as when channels are put into groups.</summary>
    public bool KeepsPositions { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].reshape([inputs[0].shape[0], .. SampleSize]);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => SampleShape.Count(inputs[0]) == SampleShape.Count([.. SampleSize])
        ? [.. SampleSize]
        : throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) does not fill ({string.Join(", ", SampleSize)})");

    public override ReceptiveWindow Window(long[] input) => KeepsPositions ? ReceptiveWindow.Point : ReceptiveWindow.Whole;
}
