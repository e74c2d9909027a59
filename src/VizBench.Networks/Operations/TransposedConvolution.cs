namespace VizBench.Networks;

/// <summary>
/// The transpose of a convolution: each input position adds its value times the kernel to the output, at steps of the stride
/// (Zeiler 2010). Weight (in, out / groups, kernel height, kernel width).
/// </summary>
public sealed record TransposedConvolution(long InChannels, long OutChannels, Extent Kernel) : Operation
{
    public Extent Stride { get; init; } = 1;

    /// <summary>Rows and columns that are left away at each border of the output.</summary>
    public Extent Padding { get; init; } = 0;

    /// <summary>Rows and columns more below and on the right; fewer than the stride or the dilation.</summary>
    public Extent OutputPadding { get; init; } = 0;

    public Extent Dilation { get; init; } = 1;

    public long Groups { get; init; } = 1;

    public bool HasBias { get; init; } = true;

    public override IReadOnlyList<(string Role, long[] Shape)> Parameters =>
        HasBias ? [("weight", WeightShape), ("bias", [OutChannels])] : [("weight", WeightShape)];

    private long[] WeightShape => [InChannels, OutChannels / Groups, Kernel.Height, Kernel.Width];

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => nn.functional.conv_transpose2d(
        inputs[0], parameters.Weight, parameters.Bias, Stride.ToArray(), Padding.ToArray(), OutputPadding.ToArray(), Dilation.ToArray(), Groups);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        var size = SampleShape.Spatial(SampleShape.WithChannels(inputs[0], InChannels));
        return
        [
            OutChannels,
            Length(size.Height, Kernel.Height, Stride.Height, Padding.Height, OutputPadding.Height, Dilation.Height),
            Length(size.Width, Kernel.Width, Stride.Width, Padding.Width, OutputPadding.Width, Dilation.Width),
        ];
    }

    /// <summary>Its windows differ with the position, so that the whole input is the honest answer; only a stride of 1 has one window for all.</summary>
    public override ReceptiveWindow Window(long[] input) => Stride == 1
        ? new(Kernel, 1, new Extent(Dilation.Height * (Kernel.Height - 1) - Padding.Height, Dilation.Width * (Kernel.Width - 1) - Padding.Width), Dilation)
        : ReceptiveWindow.Whole;

    private static long Length(long size, long kernel, long stride, long padding, long more, long dilation) =>
        checked((size - 1) * stride + dilation * (kernel - 1) + 1 - 2 * padding + more);
}
