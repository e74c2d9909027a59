using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>Rows of how two optimisations began: the first steps of their traces, and one update from the golden's own picture.</summary>
internal static class OptimisationQuantities
{
    internal const string Update = "update from the golden's picture";

    internal static IEnumerable<GoldenQuantity> Of(GoldenRecord expected, GoldenRecord actual, GoldenTolerance tolerance)
    {
        if (expected.Trace.Count > 0)
        {
            // Only the first generation hasn't been chosen by anything.
            var rows = expected.Selects ? 1 : expected.Trace.Count;
            yield return OfTrace("trace, objective", expected.Trace, actual.Trace, rows, row => row.Objective, tolerance.Numbers);
            yield return OfTrace("trace, gradient norm", expected.Trace, actual.Trace, rows, row => row.GradientNorm, tolerance.Numbers);
            yield return OfTrace("trace, image norm", expected.Trace, actual.Trace, rows, row => row.ImageNorm, tolerance.Numbers);
        }

        if (expected.Update.Length > 0)
            yield return NumberQuantities.OfList(Update, expected.Update, actual.UpdateOfGolden, expected.Scale, tolerance.Values);
    }

    private static GoldenQuantity OfTrace(
        string name, IReadOnlyList<TraceRow> expected, IReadOnlyList<TraceRow> actual, int rows, Func<TraceRow, double> number, double tolerance)
    {
        double[] Numbers(IReadOnlyList<TraceRow> trace) => [.. trace.Take(rows).Select(number)];
        var before = Numbers(expected);
        var scale = before.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return NumberQuantities.OfList(name, before, Numbers(actual), scale, tolerance);
    }
}
