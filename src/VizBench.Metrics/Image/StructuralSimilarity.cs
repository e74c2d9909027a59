namespace VizBench.Metrics;

/// <summary>Structural similarity of two pictures by local means, variances and covariance: Wang, Bovik, Sheikh and Simoncelli 2004.</summary>
/// <param name="Mean">over channels and positions</param>
/// <param name="Worst">the least of all positions, channels averaged: local damage that the mean hides</param>
public sealed record StructuralSimilarity(double Mean, double Worst)
{
    private const double Sigma = 1.5;
    private const int Radius = 5;
    private const double K1 = 0.01;
    private const double K2 = 0.03;

    /// <summary>
    /// Two batches of pictures → one similarity for each pair. Gaussian window of 11×11 (σ 1.5), population covariance, at the
    /// positions whose window lies wholly inside. Range [−1, 1], 1 for equal pictures.
    /// </summary>
    /// <param name="first">(N,C,H,W), H and W at least 11</param>
    /// <param name="second">of the same shape</param>
    /// <param name="range">greatest less least possible value, above 0</param>
    /// <exception cref="ArgumentException">shapes differ, or a picture is smaller than the window</exception>
    public static StructuralSimilarity[] Of(Tensor first, Tensor second, double range)
    {
        PicturePairs.Check(first, second, range);
        if (first.shape[2] <= 2 * Radius || first.shape[3] <= 2 * Radius)
            throw new ArgumentException($"structural similarity looks through windows of {2 * Radius + 1}×{2 * Radius + 1}, and the pictures are {first}", nameof(first));
        using var scope = NewDisposeScope();
        var map = Map(first.detach().to(float64, CPU), second.detach().to(float64, CPU), range).mean([1]).flatten(1);
        return [.. Enumerable.Range(0, (int)first.shape[0]).Select(n => Summary(map.select(0, n).data<double>().ToArray()))];
    }

    /// <summary><see cref="Mean"/> of each pair; the mean hides local damage, so the worst window is to be read beside it.</summary>
    /// <inheritdoc cref="Of"/>
    [Metric(
        "ssim", MetricGroup.Image, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.PicturePairs,
        Summary = "mean structural similarity of two pictures",
        Source = "Wang, Bovik, Sheikh and Simoncelli 2004, eq. 13, Gaussian window")]
    public static double[] MeanOf(Tensor first, Tensor second, double range) => Array.ConvertAll(Of(first, second, range), ssim => ssim.Mean);

    /// <summary><see cref="Worst"/> of each pair.</summary>
    /// <inheritdoc cref="Of"/>
    [Metric(
        "ssim-worst-window", MetricGroup.Image, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.PicturePairs,
        Summary = "structural similarity of two pictures where it is least",
        Source = "Wang, Bovik, Sheikh and Simoncelli 2004, eq. 13, its minimum over the windows")]
    public static double[] WorstOf(Tensor first, Tensor second, double range) => Array.ConvertAll(Of(first, second, range), ssim => ssim.Worst);

    private static StructuralSimilarity Summary(double[] map) => new(map.Average(), map.Min());

    private static Tensor Map(Tensor first, Tensor second, double range)
    {
        var (c1, c2) = (K1 * range * K1 * range, K2 * range * K2 * range);
        var (mean1, mean2) = (Smoothed(first), Smoothed(second));
        var (squares1, squares2, products) = (mean1 * mean1, mean2 * mean2, mean1 * mean2);
        var (variance1, variance2) = (Smoothed(first * first) - squares1, Smoothed(second * second) - squares2);
        var covariance = Smoothed(first * second) - products;
        return (products * 2 + c1) * (covariance * 2 + c2) / ((squares1 + squares2 + c1) * (variance1 + variance2 + c2));
    }

    /// <summary>(N,C,H,W) → (N,C,H−10,W−10): the Gaussian window's mean, rows and columns in turn.</summary>
    private static Tensor Smoothed(Tensor pictures)
    {
        var weights = Enumerable.Range(-Radius, 2 * Radius + 1).Select(x => Math.Exp(-x * x / (2 * Sigma * Sigma))).ToArray();
        var window = tensor(Array.ConvertAll(weights, weight => weight / weights.Sum()), [1, 1, 1, weights.Length]);
        var planes = pictures.reshape(-1, 1, pictures.shape[2], pictures.shape[3]);
        var smoothed = nn.functional.conv2d(nn.functional.conv2d(planes, window), window.transpose(2, 3));
        return smoothed.reshape(pictures.shape[0], pictures.shape[1], smoothed.shape[2], smoothed.shape[3]);
    }
}
