namespace VizBench.Metrics;

/// <summary>How far two arrays are apart, value by value.</summary>
public static class PixelDifference
{
    /// <summary>Two batches (N,…) → √(mean (a − b)²) of each pair, in the arrays' units. Range [0, ∞); NaN where a value is NaN.</summary>
    /// <param name="first">(N,C,H,W)</param>
    /// <param name="second">of the same shape</param>
    /// <exception cref="ArgumentException">the shapes differ, or nothing is in an item</exception>
    [Metric(
        "rms-difference", MetricGroup.Image, Unit = "image units", Low = 0, Direction = MetricDirection.LowerIsBetter, Takes = MetricInput.PicturePairs,
        Summary = "√(mean (a − b)²) of two pictures",
        Source = "root mean square")]
    public static double[] RootMeanSquare(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var (a, b) = BatchRows.OfPair(first, second);
        return BatchRows.Numbers((a - b).square().mean([1]).sqrt());
    }

    /// <summary>Two batches (N,…) → max |a − b| of each pair, in the arrays' units. Range [0, ∞); NaN where a value is NaN.</summary>
    /// <param name="first">of pictures, or results</param>
    /// <param name="second">of the same shape: what they are held against</param>
    /// <exception cref="ArgumentException">the shapes differ, or nothing is in an item</exception>
    [Metric(
        "max-abs-difference", MetricGroup.Image, Unit = "image units", Low = 0, Direction = MetricDirection.LowerIsBetter, Takes = MetricInput.PicturePairs,
        Summary = "max |a − b| of two pictures",
        Source = "uniform norm")]
    [Metric(
        "max-abs-error", MetricGroup.Numerical, Unit = "the values'", Low = 0, Direction = MetricDirection.LowerIsBetter, Takes = MetricInput.ArrayPairs,
        Summary = "max |a − b| of a result a and its reference b",
        Source = "uniform norm")]
    public static double[] Greatest(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var (a, b) = BatchRows.OfPair(first, second);
        return BatchRows.Numbers((a - b).abs().amax(1));
    }
}
