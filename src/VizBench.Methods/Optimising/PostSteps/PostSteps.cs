namespace VizBench.Methods.Optimising;

/// <summary>Values outside a range are brought to its ends, by channel; of a code without rows and columns, by neuron.</summary>
internal sealed class Clip(double[] low, double[] high) : PostStep
{
    internal override Tensor Apply(Tensor x, Tensor gradient, int step)
    {
        var (from, to) = (Row(low, x), Row(high, x));
        var raised = where(x.lt(from), from.expand(x.shape), x);
        return where(raised.gt(to), to.expand(x.shape), raised);
    }

    private static Tensor Row(double[] values, Tensor x) => tensor(values, [1, values.Length, .. Enumerable.Repeat(1L, x.shape.Length - 2)], x.dtype, x.device);
}

/// <summary>x ← (1 − λ) x: Yosinski et al. 2015, section 3, "L2 decay".</summary>
internal sealed class Decay(double rate) : PostStep
{
    internal override Tensor Apply(Tensor x, Tensor gradient, int step) => x * (1 - rate);
}

/// <summary>Gaussian blur after every k-th step: Yosinski et al. 2015, section 3.</summary>
internal sealed class BlurEvery(double sigma, int every) : PostStep
{
    internal override Tensor Apply(Tensor x, Tensor gradient, int step) => (step + 1) % every == 0 ? GaussianBlur.Of(x, sigma) : x;
}

/// <summary>Gaussian blur after each step, of a width that changes.</summary>
internal sealed class ShrinkingBlur(Func<int, double> sigma) : PostStep
{
    internal override Tensor Apply(Tensor x, Tensor gradient, int step) => GaussianBlur.Of(x, sigma(step));
}

/// <summary>‖x‖ = ρ for each picture: Erhan et al. 2009, section 4.</summary>
internal sealed class NormProjection(double radius) : PostStep
{
    internal override Tensor Apply(Tensor x, Tensor gradient, int step)
    {
        var norm = x.square().flatten(1).sum(1).sqrt().reshape(-1, 1, 1, 1);
        // A picture of zeros has no direction.
        return where(norm.gt(0), x * norm.clamp(min: 1e-300).reciprocal() * radius, x);
    }
}

/// <summary>Pixels whose norm over the channels is under the percentile become zero: Yosinski et al. 2015, section 3.</summary>
internal sealed class ClipSmallNorm(double percentile) : PostStep
{
    internal override Tensor Apply(Tensor x, Tensor gradient, int step) => Percentile.Keep(x, x.square().sum(1, true).sqrt(), percentile);
}

/// <summary>
/// Pixels that contribute little become zero: |Σ_c −g·x| under the percentile, with the gradient before the update and the
/// pixels as they are now. Yosinski et al. 2015, section 3.
/// </summary>
internal sealed class ClipSmallContribution(double percentile) : PostStep
{
    internal override Tensor Apply(Tensor x, Tensor gradient, int step) => Percentile.Keep(x, (-(gradient * x)).sum(1, true).abs(), percentile);
}

internal static class Percentile
{
    /// <summary>x where the measure is not under its percentile, for each picture by itself; 0 elsewhere.</summary>
    /// <param name="measure">(N, 1, H, W)</param>
    /// <param name="percentile">0 … 100, linear between order statistics</param>
    internal static Tensor Keep(Tensor x, Tensor measure, double percentile)
    {
        var level = measure.flatten(1).quantile(tensor(percentile / 100, measure.dtype, measure.device), 1).reshape(-1, 1, 1, 1);
        return where(measure.lt(level), zeros([1], x.dtype, x.device), x);
    }
}
