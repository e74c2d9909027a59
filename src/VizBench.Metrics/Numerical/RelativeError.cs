namespace VizBench.Metrics;

/// <summary>How far a result is from its reference, in units of the reference's own size.</summary>
public static class RelativeError
{
    /// <summary>
    /// Two batches (N,…) → max |a − b| / max |b| of each pair: the greatest error on the scale of the item, as goldens and conformance judge it. Range [0, ∞):
    /// 0 for equal arrays, zeros included; ∞ for another array than zeros; NaN where a value is NaN.
    /// </summary>
    /// <param name="result">a</param>
    /// <param name="reference">b, of the same shape</param>
    /// <exception cref="ArgumentException">the shapes differ, or nothing is in an item</exception>
    [Metric(
        "relative-error", MetricGroup.Numerical, Unit = "1", Low = 0, Direction = MetricDirection.LowerIsBetter, Takes = MetricInput.ArrayPairs,
        Summary = "max |a − b| / max |b| of a result a and its reference b",
        Source = "Higham 2002, section 1.2, normwise with the uniform norm")]
    public static double[] Of(Tensor result, Tensor reference)
    {
        using var scope = NewDisposeScope();
        var (a, b) = BatchRows.OfPair(result, reference);
        var (error, scale) = ((a - b).abs().amax(1), b.abs().amax(1));
        return BatchRows.Numbers(where(error.eq(0), error, error / scale));
    }
}
