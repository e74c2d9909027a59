namespace VizBench.Metrics;

/// <summary>
/// Whether an attribution adds up to what it explains: S(x) − S(b) of methods with a baseline b (completeness), the relevance that was put in of methods
/// that hand relevance on (conservation).
/// </summary>
public static class SumError
{
    /// <summary>Attributions (N,…) and their wanted totals (N) → |Σ a − total| of each, in units of the score. Range [0, ∞); NaN where a value is NaN.</summary>
    /// <param name="attributions">(N,…), summed in their own precision</param>
    /// <param name="totals">(N), of the same type</param>
    /// <exception cref="ArgumentException">not one total for each attribution</exception>
    [Metric(
        "completeness-error", MetricGroup.Faithfulness, Unit = "score", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "|Σ a − (S(x) − S(b))| of an attribution a with the baseline b",
        Source = "Sundararajan, Taly and Yan 2017, proposition 1 (completeness)")]
    public static double[] Absolute(Tensor attributions, Tensor totals)
    {
        ArgumentNullException.ThrowIfNull(attributions);
        ArgumentNullException.ThrowIfNull(totals);
        if (attributions.ndim < 2 || totals.ndim != 1 || totals.shape[0] != attributions.shape[0])
            throw new ArgumentException($"takes attributions (N,…) and their totals (N), not {attributions} and {totals}", nameof(totals));
        using var scope = NewDisposeScope();
        return BatchRows.Numbers((attributions.flatten(1).sum(1) - totals).abs());
    }

    /// <summary>
    /// Sums of attributions and their wanted totals → |sum − total| / |total| of each: the share of what is explained that is missing or too much. Range [0, ∞);
    /// 0 where both are equal, zeros included; ∞ where only the total is 0; NaN where one is NaN.
    /// </summary>
    /// <param name="sums">of each attribution</param>
    /// <param name="totals">S(x) − S(b), or the relevance at the start</param>
    /// <exception cref="ArgumentException">not as many of one as of the other</exception>
    [Metric(
        "sum-error", MetricGroup.Faithfulness, Unit = "1", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "|Σ a − t| / |t|, t = S(x) − S(b) (completeness) or the relevance put in (conservation)",
        Source = "Sundararajan, Taly and Yan 2017, proposition 1; Bach et al. 2015, equation 2")]
    public static double[] Relative(IReadOnlyList<double> sums, IReadOnlyList<double> totals)
    {
        ArgumentNullException.ThrowIfNull(sums);
        ArgumentNullException.ThrowIfNull(totals);
        return sums.Count == totals.Count
            ? [.. sums.Zip(totals, (sum, total) => sum == total ? 0 : Math.Abs(sum - total) / Math.Abs(total))]
            : throw new ArgumentException($"takes one total for each sum, not {totals.Count} for {sums.Count}", nameof(totals));
    }
}
