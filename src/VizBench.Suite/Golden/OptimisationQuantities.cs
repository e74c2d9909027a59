using VizBench.Engine;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>Rows of how two optimisations began: the first steps of their traces, and one update from the golden's own picture.</summary>
internal static class OptimisationQuantities
{
    private static readonly (string Name, Func<TraceRow, double> Number)[] s_numbers =
        [("objective", row => row.Objective), ("gradient norm", row => row.GradientNorm), ("image norm", row => row.ImageNorm)];

    internal const string Update = "update from the golden's picture";

    /// <param name="tolerance">of what amplifies nothing: the first step, the one update</param>
    /// <param name="end">of what an optimisation's growth of errors has reached</param>
    internal static IEnumerable<GoldenQuantity> Of(GoldenRecord expected, GoldenRecord actual, GoldenTolerance tolerance, GoldenTolerance end)
    {
        if (expected.Trace.Count > 0)
        {
            foreach (var (name, number) in s_numbers)
            {
                yield return OfTrace($"first step, {name}", expected.Trace, actual.Trace, 1, number, tolerance.Numbers);
                // Later generations have been chosen, which only float64 does in the same way.
                if (!expected.Selects || tolerance == GoldenTolerance.Of(PrecisionClass.Float64))
                    yield return OfTrace($"trace, {name}", expected.Trace, actual.Trace, expected.Trace.Count, number, end.Numbers);
            }
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
