namespace VizBench.Metrics;

/// <summary>How far a picture is from another one in content and in style, from a layer's features of both: (N, C, h, w), a number for each picture.</summary>
public static class StyleDistances
{
    /// <summary>½ Σ (F − P)², as in Gatys et al. 2015, equation 1. Differentiable.</summary>
    /// <param name="features">(N, C, h, w)</param>
    /// <param name="content">(N or 1, C, h, w): of the picture whose content is wanted</param>
    /// <exception cref="ArgumentException">the shapes don't go together</exception>
    [Metric(
        "content-distance", MetricGroup.Style, Unit = "feature units²", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "half the squared difference of a layer's features",
        Source = "Gatys, Ecker and Bethge 2015, equation 1")]
    public static Tensor Content(Tensor features, Tensor content)
    {
        Check(features, content, "features (N,C,h,w)");
        using var scope = NewDisposeScope();
        return ((features - content).square().flatten(1).sum(1) * 0.5).MoveToOuterDisposeScope();
    }

    /// <summary>The distance of two Gram matrices, each per position (<see cref="GramMatrix.PerPosition"/>). Differentiable.</summary>
    /// <param name="gram">(N, C, C)</param>
    /// <param name="style">(N or 1, C, C): of the picture whose style is wanted</param>
    /// <exception cref="ArgumentException">the shapes don't go together</exception>
    [Metric(
        "gram-distance", MetricGroup.Style, Unit = "feature units⁴", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "squared difference of a layer's Gram matrices, normalized as in the papers unless another way is named",
        Source = "Gatys, Ecker and Bethge 2015, equation 4")]
    public static Tensor Gram(Tensor gram, Tensor style, GramNormalization normalization = GramNormalization.GatysPaper)
    {
        Check(gram, style, "Gram matrices (N,C,C)");
        using var scope = NewDisposeScope();
        return ((gram - style).square().flatten(1).sum(1) * Factor(normalization, gram.shape[1])).MoveToOuterDisposeScope();
    }

    /// <summary>Σ over channels of (μ − μ')² + (σ − σ')²: two moments in place of the Gram matrix. Differentiable.</summary>
    /// <param name="features">(N, C, h, w)</param>
    /// <param name="style">(N or 1, C, h', w')</param>
    [Metric(
        "moment-distance", MetricGroup.Style, Unit = "feature units²", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "squared differences of the means and deviations of a layer's channels",
        Source = "Huang and Belongie 2017, equation 13; Li et al. 2017")]
    public static Tensor Moments(Tensor features, Tensor style)
    {
        using var scope = NewDisposeScope();
        var ((mean, deviation), (wantedMean, wantedDeviation)) = (ChannelMoments.Of(features), ChannelMoments.Of(style));
        return ((mean - wantedMean).square().sum(1) + (deviation - wantedDeviation).square().sum(1)).MoveToOuterDisposeScope();
    }

    private static void Check(Tensor own, Tensor wanted, string what)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(wanted);
        if (own.ndim < 2 || wanted.ndim < 2 || !own.shape.AsSpan(1).SequenceEqual(wanted.shape.AsSpan(1)) || (wanted.shape[0] != 1 && wanted.shape[0] != own.shape[0]))
            throw new ArgumentException($"takes {what} of a layer and as many wanted ones, or one, not {own} and {wanted}", nameof(wanted));
    }

    /// <summary>What the sum of squared differences of Gram matrices per position is multiplied with.</summary>
    /// <param name="channels">N</param>
    public static double Factor(GramNormalization normalization, long channels)
    {
        var squared = (double)channels * channels;
        return normalization switch
        {
            GramNormalization.GatysPaper => 1 / (4 * squared),
            GramNormalization.GatysCode => 1 / squared,
            GramNormalization.NeuralStyle => 1 / (squared * squared),
            _ => throw new ArgumentOutOfRangeException(nameof(normalization), normalization, "no such normalization"),
        };
    }
}
