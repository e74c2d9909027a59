namespace VizBench.Metrics;

/// <summary>How far two pictures are apart, on a logarithmic scale.</summary>
public static class SignalToNoise
{
    /// <summary>Two batches of pictures (N,C,H,W) → 10 log₁₀(range² / mean squared error) for each pair, in dB; infinite for equal pictures.</summary>
    /// <param name="range">greatest less least possible value, above 0</param>
    /// <exception cref="ArgumentException">the shapes differ</exception>
    [Metric(
        "psnr", MetricGroup.Image, Unit = "dB", Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.PicturePairs,
        Summary = "peak signal-to-noise ratio of two pictures",
        Source = "10 log10(range² / mse), as in scikit-image")]
    public static double[] Of(Tensor first, Tensor second, double range)
    {
        PicturePairs.Check(first, second, range);
        using var scope = NewDisposeScope();
        var difference = first.detach().to(float64, CPU) - second.detach().to(float64, CPU);
        var errors = (difference * difference).flatten(1).mean([1]).data<double>().ToArray();
        return Array.ConvertAll(errors, error => 10 * Math.Log10(range * range / error));
    }
}
