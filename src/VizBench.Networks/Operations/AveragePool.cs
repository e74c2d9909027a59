namespace VizBench.Networks;

/// <summary>The mean of each window.</summary>
public sealed record AveragePool(Extent Kernel, Extent Stride) : Operation
{
    public Extent Padding { get; init; } = 0;

    public bool CeilMode { get; init; }

    /// <summary>Whether padding counts as zeros in the mean.</summary>
    public bool CountIncludePad { get; init; } = true;

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.avg_pool2d(inputs[0], Kernel.ToArray(), Stride.ToArray(), Padding.ToArray(), CeilMode, CountIncludePad);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        var grid = Window(inputs[0]).Grid(SampleShape.Spatial(inputs[0]), CeilMode);
        return [inputs[0][0], grid.Height, grid.Width];
    }

    public override ReceptiveWindow Window(long[] input) => new(Kernel, Stride, Padding, 1);
}
