namespace VizBench.Metrics;

/// <summary>Whether two arrays point the same way, whatever their lengths are.</summary>
public static class CosineSimilarity
{
    /// <summary>Two batches (N,…) → a·b / (‖a‖ ‖b‖) of each pair. Range [−1, 1]; NaN where one of them is zero or holds NaN.</summary>
    /// <param name="first">maps, or results</param>
    /// <param name="second">of the same shape</param>
    /// <exception cref="ArgumentException">the shapes differ, or nothing is in an item</exception>
    [Metric(
        "cosine", MetricGroup.Agreement, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.Descriptive, Takes = MetricInput.ArrayPairs,
        Summary = "a·b / (‖a‖ ‖b‖) of two maps: whether they are the same but for a positive factor",
        Source = "cosine of the angle")]
    [Metric(
        "cosine-to-reference", MetricGroup.Numerical, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.ArrayPairs,
        Summary = "a·b / (‖a‖ ‖b‖) of a result a and its reference b",
        Source = "cosine of the angle")]
    public static double[] Of(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var (a, b) = BatchRows.OfPair(first, second);
        // Scaled first: squares of very small or large values must not vanish or overflow.
        var (x, y) = (Scaled(a), Scaled(b));
        return BatchRows.Numbers(((x * y).sum(1) / (x.square().sum(1).sqrt() * y.square().sum(1).sqrt())).clamp(-1, 1));
    }

    private static Tensor Scaled(Tensor rows) => rows / rows.abs().amax(1).unsqueeze(1);
}
