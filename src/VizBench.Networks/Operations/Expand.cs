namespace VizBench.Networks;

/// <summary>Axes of length 1 repeated to a shape.</summary>
public sealed record Expand(IReadOnlyList<long> SampleSize) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].expand([inputs[0].shape[0], .. SampleSize]);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Broadcasting.Of([inputs[0], [.. SampleSize]]);

    public override ReceptiveWindow Window(long[] input) => Broadcasting.Window(input);
}
