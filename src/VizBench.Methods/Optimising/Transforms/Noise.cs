namespace VizBench.Methods.Optimising;

/// <summary>Adds noise: normal and uniform, new in every step.</summary>
/// <param name="sigma">standard deviation of the normal part, in the network's units</param>
/// <param name="range">the uniform part is in ± this</param>
internal sealed class Noise(double sigma, double range) : Transform
{
    internal override Transformed Apply(Tensor x, Draws draws, int step)
    {
        // Pictures may have become several: each gets noise of its own.
        var copies = x.shape[0] / draws.Count;
        long[] shape = [copies, .. x.shape[1..]];
        var noise = draws.Normal("noise", shape, x.dtype, x.device, step) * sigma + (draws.Uniform("uniform noise", shape, x.dtype, x.device, step) * 2 - 1) * range;
        return new Transformed(x + noise.flatten(0, 1), gradient => gradient);
    }
}
