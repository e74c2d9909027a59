namespace VizBench.Methods.Optimising;

/// <summary>The pixels themselves are the free numbers, in the network's units.</summary>
/// <param name="sigma">standard deviation of the start around <paramref name="mean"/>, in the network's units; 0: flat</param>
/// <param name="mean">of the start, in the network's units</param>
internal sealed class PixelPicture(Canvas canvas, double sigma = 0, double mean = 0) : Parameterisation(canvas)
{
    internal override Tensor[] Start(Draws draws)
    {
        long[] shape = [Canvas.Channels, Canvas.Height, Canvas.Width];
        return [sigma == 0 ? Canvas.Zeros([draws.Count, .. shape]).fill_(mean) : draws.Normal("start", shape, Canvas) * sigma + mean];
    }

    internal override Tensor Picture(IReadOnlyList<Tensor> parameters) => parameters[0].alias();

    internal override Tensor[] From(Tensor picture) => [picture.detach().clone()];
}
