namespace VizBench.Metrics;

/// <summary>How many bits a pixel's value holds by itself, whatever its neighbors are.</summary>
public static class HistogramEntropy
{
    private const int Levels = 256;

    /// <summary>
    /// (N,C,H,W) → −Σ p log₂ p of each picture, p the shares of the levels 0 … 255 among all its values, the channels together; a value v has level ⌊255 v + ½⌋.
    /// Range [0, 8] bits: 0 for a picture of one value. NaN where a value is NaN.
    /// </summary>
    /// <param name="images">colors in 0 … 1</param>
    /// <exception cref="ArgumentException">not four dimensions, no pixels, or values beyond 0 … 1</exception>
    [Metric(
        "entropy", MetricGroup.Image, Unit = "bits", Low = 0, High = 8, Direction = MetricDirection.Descriptive, Takes = MetricInput.Pictures,
        Summary = "−Σ p log₂ p of the histogram of 256 levels, channels together",
        Source = "Shannon 1948, section 6; the histogram as MATLAB's entropy has it")]
    public static double[] Of(Tensor images)
    {
        ColorRange.Check(images, "entropy");
        using var scope = NewDisposeScope();
        var values = BatchRows.Of(images);
        var isKnown = values.isfinite();
        var levels = (where(isKnown, values, zeros_like(values)).clamp(0, 1) * (Levels - 1) + 0.5).to(ScalarType.Int64);
        var shares = zeros([values.shape[0], Levels], float64, values.device).scatter_add_(1, levels, isKnown.to(float64)) / values.shape[1];
        // An empty level counts 0 · log 1; where a value is NaN, so is all.
        return BatchRows.Numbers((shares * (shares + shares.eq(0)).log()).sum(1) / -Math.Log(2) + values.sum(1) * 0);
    }
}
