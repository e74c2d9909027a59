using VizBench.Engine;

namespace VizBench.Suite;

/// <summary>Holds a result against its golden.</summary>
public static class GoldenComparer
{
    /// <summary>Compares what both were made from, and where that is the same every number, then the pictures.</summary>
    public static GoldenComparison Compare(GoldenRecord expected, GoldenRecord actual, GoldenTolerance tolerance)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(tolerance);
        if (GoldenIdentity.FirstDifference(expected, actual) is { } difference)
            return new GoldenComparison { Case = actual.Case, Verdict = GoldenVerdict.Incomparable, Reason = difference };

        // How an optimisation begins is judged tightly; its end by what its own growth of errors allows.
        var end = expected.Amplification is { } amplification ? tolerance.Grown(amplification) : tolerance;
        // An optimisation goes on from its own rounding: in another precision its end is another picture of the same thing. How it
        // begins, one update, and what it reaches are judged; where candidates are chosen, only float64 chooses the same ones.
        var isFloat64 = tolerance == GoldenTolerance.Of(PrecisionClass.Float64);
        var judgesEnd = isFloat64 || (!expected.Selects && expected.Amplification is null);
        GoldenQuantity[] quantities =
        [
            .. OptimisationQuantities.Of(expected, actual, tolerance, end, isFloat64),
            .. judgesEnd ? NumberQuantities.Of(expected, actual, end) : [],
            // A vector's picture is a bar chart with numbers.
            .. judgesEnd ? PictureQuantities.Of(expected.Picture, actual.Picture, expected.Shape.Length == 1, end) : [],
        ];
        var verdict = !quantities.All(q => q.Passed) ? GoldenVerdict.Different
            : quantities.All(q => q.Error == 0) ? GoldenVerdict.Match
            : GoldenVerdict.WithinTolerance;
        var comparison = new GoldenComparison { Case = actual.Case, Verdict = verdict, Reason = "", Quantities = quantities };
        return comparison with { Reason = ReasonOf(comparison, tolerance) };
    }

    private static string ReasonOf(GoldenComparison comparison, GoldenTolerance tolerance)
    {
        var worst = comparison.Worst!;
        return comparison.Verdict switch
        {
            GoldenVerdict.Match => "bit for bit the golden",
            GoldenVerdict.WithinTolerance => FormattableString.Invariant($"{worst.Name} has the least margin, {worst.Margin:0.0}×"),
            _ => FormattableString.Invariant($"{string.Join(", ", comparison.Quantities.Where(q => !q.Passed).Select(q => q.Name))} beyond the tolerance; worst: {worst.Name}, error {worst.Error:0.00e+0}, tolerance {worst.Tolerance:0.00e+0} ({tolerance.Reason})"),
        };
    }
}
