namespace VizBench.Metrics;

/// <summary>
/// How alike a method's maps are when what they should explain is gone: for the network against one whose parameters were drawn anew, or one of the same
/// architecture trained on random labels. What stays alike shows the picture, not the network. Adebayo, Gilmer, Muelly, Goodfellow, Hardt and Kim 2018.
/// </summary>
public static class RandomizationSimilarity
{
    /// <summary>
    /// Two batches of maps → the mean structural similarity of their magnitudes, each map's divided by its greatest, for each pair. Range [−1, 1]; NaN where
    /// a map holds NaN. A map of zeros stays one.
    /// </summary>
    /// <param name="maps">(N,H,W): for the network; H and W at least 11</param>
    /// <param name="others">of the same shape: for the one that has lost what it learned</param>
    /// <exception cref="ArgumentException">shapes differ, or a map is smaller than the window</exception>
    [Metric(
        "randomised-ssim", MetricGroup.Sanity, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.LowerIsBetter,
        Summary = "SSIM of maps' magnitudes for a network and for it with parameters drawn anew, top layers first",
        Source = "Adebayo et al. 2018, section 3 (model parameter randomization, cascading)")]
    [Metric(
        "data-randomization-ssim", MetricGroup.Sanity, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.LowerIsBetter,
        Summary = "SSIM of maps' magnitudes for a network and for one trained on random labels",
        Source = "Adebayo et al. 2018, section 4 (data randomization)")]
    public static double[] Ssim(Tensor maps, Tensor others)
    {
        Check(maps, others);
        using var scope = NewDisposeScope();
        return StructuralSimilarity.MeanOf(Normalized(maps), Normalized(others), 1);
    }

    /// <summary>
    /// Two batches of maps → Spearman's correlation of their magnitudes for each pair. Range [−1, 1]; 0 where a map is constant: what has no order has none in
    /// common. NaN where a map holds NaN.
    /// </summary>
    /// <param name="maps">(N,H,W): for the network</param>
    /// <param name="others">of the same shape: for the one that has lost what it learned</param>
    /// <exception cref="ArgumentException">shapes differ</exception>
    [Metric(
        "randomised-rank-correlation", MetricGroup.Sanity, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.LowerIsBetter,
        Summary = "Spearman's correlation of maps' magnitudes for a network and for it with parameters drawn anew",
        Source = "Adebayo et al. 2018, section 3 (model parameter randomization, cascading)")]
    [Metric(
        "data-randomization-rank-correlation", MetricGroup.Sanity, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.LowerIsBetter,
        Summary = "Spearman's correlation of maps' magnitudes for a network and for one trained on random labels",
        Source = "Adebayo et al. 2018, section 4 (data randomization)")]
    public static double[] RankCorrelation(Tensor maps, Tensor others)
    {
        Check(maps, others);
        using var scope = NewDisposeScope();
        var holdNaN = BatchRows.Numbers((maps + others).isfinite().flatten(1).to(float64).amin(1));
        return [.. Metrics.RankCorrelation.Spearman(maps, others, absolute: true).Zip(holdNaN, (rank, isFinite) => isFinite == 1 && double.IsNaN(rank) ? 0 : rank)];
    }

    /// <summary>Magnitudes as a picture of range 0 … 1, (N,1,H,W).</summary>
    private static Tensor Normalized(Tensor maps)
    {
        var magnitudes = maps.detach().to(float64).abs();
        return (magnitudes / magnitudes.flatten(1).amax(1).clamp(min: 1e-300).reshape(-1, 1, 1)).unsqueeze(1);
    }

    private static void Check(Tensor maps, Tensor others)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(others);
        if (maps.ndim != 3 || !maps.shape.SequenceEqual(others.shape))
            throw new ArgumentException($"takes two batches of maps (N,H,W) of one shape, not {maps} and {others}", nameof(others));
    }
}
