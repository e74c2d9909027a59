namespace VizBench.Metrics;

/// <summary>How colorful people find a picture: Hasler and Süsstrunk 2003.</summary>
public static class Colorfulness
{
    /// <summary>
    /// (N,3,H,W) → √(σ²_rg + σ²_yb) + 0.3 √(μ²_rg + μ²_yb) of each picture, with rg = R − G and yb = (R + G)/2 − B in levels of 0 … 255, deviations with N.
    /// Range [0, ∞): 0 for grays; about 15 is slightly, 45 averagely, 109 extremely colorful, by the paper's observers. NaN where a value is NaN.
    /// </summary>
    /// <param name="images">colors in 0 … 1</param>
    /// <exception cref="ArgumentException">not three channels, no pixels, or values beyond 0 … 1</exception>
    [Metric(
        "colorfulness", MetricGroup.Image, Unit = "levels of 255", Low = 0, Direction = MetricDirection.Descriptive, Takes = MetricInput.Pictures,
        Summary = "√(σ²_rg + σ²_yb) + 0.3 √(μ²_rg + μ²_yb), rg = R − G, yb = (R + G)/2 − B: 0 gray, 109 extremely colorful",
        Source = "Hasler and Süsstrunk 2003, M̂⁽³⁾, signed opponent colors")]
    public static double[] Of(Tensor images)
    {
        ColorRange.Check(images, "colorfulness");
        if (images.shape[1] != 3)
            throw new ArgumentException($"colorfulness takes red, green and blue, (N,3,H,W), not ({string.Join(", ", images.shape)})", nameof(images));
        using var scope = NewDisposeScope();
        var levels = images.detach().to(float64) * 255;
        var (red, green, blue) = (levels.select(1, 0), levels.select(1, 1), levels.select(1, 2));
        var (rg, yb) = ((red - green).flatten(1), ((red + green) * 0.5 - blue).flatten(1));
        var (meanRg, meanYb) = (rg.mean([1], true), yb.mean([1], true));
        var variance = (rg - meanRg).square().mean([1]) + (yb - meanYb).square().mean([1]);
        return BatchRows.Numbers(variance.sqrt() + 0.3 * (meanRg.square() + meanYb.square()).squeeze(1).sqrt());
    }
}
