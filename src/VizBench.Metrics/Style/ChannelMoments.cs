namespace VizBench.Metrics;

/// <summary>Mean and standard deviation of each channel over its positions: what adaptive instance normalization moves from one picture to another.</summary>
public static class ChannelMoments
{
    /// <summary>(N, C, h, w) → means and deviations, (N, C) each. Differentiable.</summary>
    /// <param name="features">(N, C, h, w) with at least two positions</param>
    /// <param name="epsilon">added to the variance, which is divided by positions − 1, as in Huang and Belongie's code</param>
    public static (Tensor Mean, Tensor Deviation) Of(Tensor features, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(features);
        using var scope = NewDisposeScope();
        var flat = features.flatten(2);
        var mean = flat.mean([2], true);
        var variance = (flat - mean).square().sum(2) / Math.Max(1, GramMatrix.PositionCount(features) - 1);
        return (mean.squeeze(2).MoveToOuterDisposeScope(), (variance + epsilon).sqrt().MoveToOuterDisposeScope());
    }

    /// <summary>
    /// Adaptive instance normalization: the features moved and scaled, channel by channel, until their mean and deviation are those that are
    /// wanted (Huang and Belongie 2017, equation 8). Differentiable.
    /// </summary>
    /// <param name="features">(N, C, h, w)</param>
    /// <param name="mean">(N or 1, C)</param>
    /// <param name="deviation">(N or 1, C)</param>
    public static Tensor Given(Tensor features, Tensor mean, Tensor deviation)
    {
        using var scope = NewDisposeScope();
        var (own, ownDeviation) = Of(features);
        return ((features - Spread(own)) / Spread(ownDeviation) * Spread(deviation) + Spread(mean)).MoveToOuterDisposeScope();

        static Tensor Spread(Tensor moment) => moment.unsqueeze(2).unsqueeze(3);
    }
}
