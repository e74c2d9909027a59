namespace VizBench.Networks;

/// <summary>A two-dimensional cross-correlation, zero-padded; weight (out, in / groups, kernel height, kernel width).</summary>
public sealed record Convolution(long InChannels, long OutChannels, Extent Kernel) : Operation
{
    public Extent Stride { get; init; } = 1;

    public Extent Padding { get; init; } = 0;

    public Extent Dilation { get; init; } = 1;

    public long Groups { get; init; } = 1;

    public bool HasBias { get; init; } = true;

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters =>
        HasBias ? [("weight", WeightShape), ("bias", [OutChannels])] : [("weight", WeightShape)];

    private long[] WeightShape => [OutChannels, InChannels / Groups, Kernel.Height, Kernel.Width];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.conv2d(
            inputs[0], parameters.Weight, parameters.Bias, Stride.ToArray(), Padding.ToArray(), Dilation.ToArray(), Groups);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        var grid = Window(inputs[0]).Grid(SampleShape.Spatial(SampleShape.WithChannels(inputs[0], InChannels)));
        return [OutChannels, grid.Height, grid.Width];
    }

    public override ReceptiveWindow Window(long[] input) => new(Kernel, Stride, Padding, Dilation);
}
