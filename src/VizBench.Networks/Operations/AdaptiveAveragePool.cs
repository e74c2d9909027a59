namespace VizBench.Networks;

/// <summary>Averages over windows chosen so that the output has the given size: output i covers rows ⌊i·H/h⌋ to ⌈(i+1)·H/h⌉.</summary>
public sealed record AdaptiveAveragePool(Extent OutputSize) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.adaptive_avg_pool2d(inputs[0], OutputSize.ToArray());

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        SampleShape.Spatial(inputs[0]);
        return [inputs[0][0], OutputSize.Height, OutputSize.Width];
    }

    /// <summary>
    /// Where the sizes divide, adaptive pooling is pooling with window and stride of their quotient (at equal sizes, nothing);
    /// else its windows differ in size, and the whole input is the honest answer.
    /// </summary>
    public override ReceptiveWindow Window(long[] input)
    {
        var size = SampleShape.Spatial(input);
        if (size.Height % OutputSize.Height != 0 || size.Width % OutputSize.Width != 0)
            return ReceptiveWindow.Whole;
        var window = new Extent(size.Height / OutputSize.Height, size.Width / OutputSize.Width);
        return new ReceptiveWindow(window, window, 0, 1);
    }
}
