namespace VizBench.Suite;

/// <summary>Rows of the numbers of two records.</summary>
internal static class NumberQuantities
{
    internal static IEnumerable<GoldenQuantity> Of(GoldenRecord expected, GoldenRecord actual, GoldenTolerance tolerance)
    {
        var scale = expected.Scale;
        yield return OfList("samples", expected.Samples, actual.Samples, scale, tolerance.Values);
        // A projection of n values of size s is about s whatever n is, so it has the values' own scale.
        yield return OfList("projections", expected.Projections, actual.Projections, scale, tolerance.Values);
        yield return OfOne("min", expected.Min, actual.Min, scale, tolerance.Values);
        yield return OfOne("max", expected.Max, actual.Max, scale, tolerance.Values);
        yield return OfOne("mean", expected.Mean, actual.Mean, scale, tolerance.Values);
        yield return OfOne("l2", expected.L2, actual.L2, Math.Abs(expected.L2), tolerance.Values);
        foreach (var (name, value) in expected.Metrics)
            yield return OfOne("metric " + name, value, actual.Metrics[name], Math.Max(Math.Abs(value), 1), tolerance.Numbers);
        foreach (var (name, value) in expected.Scalars)
            yield return OfOne("scalar " + name, value, actual.Scalars[name], Math.Max(Math.Abs(value), 1), tolerance.Numbers);
    }

    private static GoldenQuantity OfOne(string name, double expected, double actual, double scale, double tolerance) =>
        new(name, Error(expected, actual, scale), tolerance, FormattableString.Invariant($"{actual:R}, golden {expected:R}"));

    private static GoldenQuantity OfList(string name, double[] expected, double[] actual, double scale, double tolerance)
    {
        var (worst, at) = (0.0, -1);
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Error(expected[i], actual[i], scale);
            // "Not at most" also catches NaN, which then stays the worst.
            if (!(error <= worst))
                (worst, at) = (error, i);
            if (double.IsNaN(worst))
                break;
        }

        return new GoldenQuantity(name, worst, tolerance, at < 0 ? "" : FormattableString.Invariant($"number {at}: {actual[at]:R}, golden {expected[at]:R}"));
    }

    /// <summary>0 for the same value (NaN and NaN too, and only the same sign of zero has the same bits), NaN where only one is a number.</summary>
    private static double Error(double expected, double actual, double scale)
    {
        if (BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual) || (double.IsNaN(expected) && double.IsNaN(actual)))
            return 0;
        if (!double.IsFinite(expected) || !double.IsFinite(actual))
            return double.NaN;
        // +0 and −0 differ in bits by nothing that can be measured.
        var error = Math.Max(Math.Abs(actual - expected), double.Epsilon);
        return scale > 0 ? Math.Max(error / scale, double.Epsilon) : error > double.Epsilon ? double.PositiveInfinity : error;
    }
}
