namespace VizBench.Networks;

/// <summary>(N, C, H, W) to (N, C·H·W), row-major.</summary>
public sealed record Flatten : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0].flatten(1);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => [SampleShape.Count(inputs[0])];

    public override ReceptiveWindow Window(long[] input) => ReceptiveWindow.Whole;
}
