namespace VizBench.Metrics;

/// <summary>How well a picture reproduces the code that it was to be inverted from.</summary>
public static class CodeError
{
    /// <summary>
    /// Two batches of codes (N,…) → ‖Φ − Φ₀‖ / ‖Φ₀‖ for each pair, Euclidean over all that follows the first dimension, in float64. Range [0, ∞): 0 for the same
    /// code, 1 for a code of zeros; undefined (NaN or ∞) where Φ₀ is zero.
    /// </summary>
    /// <param name="codes">Φ: of the pictures that were found</param>
    /// <param name="originals">Φ₀: of the pictures that they stand for; of the same shape</param>
    /// <exception cref="ArgumentException">the shapes differ, or there is no dimension after the first</exception>
    [Metric(
        "code-error", MetricGroup.Inversion, Unit = "1", Low = 0, Direction = MetricDirection.LowerIsBetter, Takes = MetricInput.ArrayPairs,
        Summary = "distance of an inversion's code from the original's, over the norm of the original's",
        Source = "the root of the normalized loss of Mahendran and Vedaldi 2015, section 3")]
    public static double[] Of(Tensor codes, Tensor originals)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(originals);
        if (codes.ndim < 2 || !codes.shape.SequenceEqual(originals.shape))
            throw new ArgumentException($"takes two batches of codes (N,…) of one shape, not {codes} and {originals}", nameof(originals));
        using var scope = NewDisposeScope();
        var (found, sought) = (codes.detach().to(float64, CPU).flatten(1), originals.detach().to(float64, CPU).flatten(1));
        return ((found - sought).square().sum([1]) / sought.square().sum([1])).sqrt().data<double>().ToArray();
    }
}
