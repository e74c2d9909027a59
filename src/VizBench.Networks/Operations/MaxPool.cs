namespace VizBench.Networks;

/// <summary>The maximum of each window; padding never wins, and of equal values the first in row-major order does.</summary>
public sealed record MaxPool(Extent Kernel, Extent Stride) : Operation
{
    public Extent Padding { get; init; } = 0;

    /// <summary>Whether a last, partly empty window counts (the output size is rounded up).</summary>
    public bool CeilMode { get; init; }

    public Extent Dilation { get; init; } = 1;

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.max_pool2d(inputs[0], Kernel.ToArray(), Stride.ToArray(), Padding.ToArray(), Dilation.ToArray(), CeilMode);

    /// <summary>The output and its switches: for each output, the row-major position y·W + x of its maximum in the input plane, int64.</summary>
    public (Tensor Output, Tensor Switches) ForwardWithSwitches(Tensor input) =>
        nn.functional.max_pool2d_with_indices(input, Kernel.ToArray(), Stride.ToArray(), Padding.ToArray(), Dilation.ToArray(), CeilMode);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        var grid = Window(inputs[0]).Grid(SampleShape.Spatial(inputs[0]), CeilMode);
        return [inputs[0][0], grid.Height, grid.Width];
    }

    public override ReceptiveWindow Window(long[] input) => new(Kernel, Stride, Padding, Dilation);
}
