namespace VizBench.Networks;

/// <summary>The maximum of each channel over all rows and columns; of equal values the first in row-major order wins.</summary>
public sealed record GlobalMaxPool : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        nn.functional.max_pool2d(inputs[0], [inputs[0].shape[2], inputs[0].shape[3]]);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        SampleShape.Spatial(inputs[0]);
        return [inputs[0][0], 1, 1];
    }

    public override ReceptiveWindow Window(long[] input) => ReceptiveWindow.Whole;
}
