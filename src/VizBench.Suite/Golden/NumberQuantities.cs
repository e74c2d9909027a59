namespace VizBench.Suite;

/// <summary>Rows of the numbers of two records.</summary>
internal static class NumberQuantities
{
    internal const string Samples = "samples";
    internal const string Projections = "projections";

    internal static IEnumerable<GoldenQuantity> Of(GoldenRecord expected, GoldenRecord actual, GoldenTolerance tolerance)
    {
        var scale = expected.Scale;
        yield return OfList(Samples, expected.Samples, actual.Samples, scale, tolerance.Values);
        // A projection of n values of size s is about s whatever n is, so it has the values' own scale.
        yield return OfList(Projections, expected.Projections, actual.Projections, scale, tolerance.Values);
        yield return OfOne("min", expected.Min, actual.Min, scale, tolerance.Values);
        yield return OfOne("max", expected.Max, actual.Max, scale, tolerance.Values);
        yield return OfOne("mean", expected.Mean, actual.Mean, scale, tolerance.Values);
        yield return OfOne("l2", expected.L2, actual.L2, Math.Abs(expected.L2), tolerance.Values);
        foreach (var quantity in OfNamed("metric", expected.Metrics, actual.Metrics, tolerance).Concat(OfNamed("scalar", expected.Scalars, actual.Scalars, tolerance)))
            yield return quantity;
    }

    /// <summary>A row for every name of either side. A name that only one has fails: a metric that became undefined must show.</summary>
    private static IEnumerable<GoldenQuantity> OfNamed(
        string kind, SortedDictionary<string, double> expected, SortedDictionary<string, double> actual, GoldenTolerance tolerance)
    {
        foreach (var name in expected.Keys.Union(actual.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!actual.TryGetValue(name, out var now))
                yield return new GoldenQuantity($"{kind} {name}", double.NaN, 0, FormattableString.Invariant($"there is none, golden {expected[name]:R}"));
            else if (!expected.TryGetValue(name, out var value))
                yield return new GoldenQuantity($"{kind} {name}", double.NaN, 0, FormattableString.Invariant($"{now:R}, the golden has none"));
            else
                yield return OfOne($"{kind} {name}", value, now, Math.Max(Math.Abs(value), 1), tolerance.Numbers);
        }
    }

    private static GoldenQuantity OfOne(string name, double expected, double actual, double scale, double tolerance) =>
        new(name, Error(expected, actual, scale), tolerance, FormattableString.Invariant($"{actual:R}, golden {expected:R}"));

    /// <summary>Two lists, entry by entry.</summary>
    internal static GoldenQuantity OfList(string name, double[] expected, double[] actual, double scale, double tolerance)
    {
        if (expected.Length != actual.Length)
            return new GoldenQuantity(name, double.NaN, tolerance, $"there are {actual.Length} numbers, the golden has {expected.Length}");
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
