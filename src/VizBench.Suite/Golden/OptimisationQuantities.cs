using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>Rows of how two optimisations began: the first steps of their traces, and one update from the golden's own picture.</summary>
internal static class OptimisationQuantities
{
    // What another precision may miss of the objective that is reached, relative.
    private const double Reached = 0.3;

    private static readonly (string Name, Func<TraceRow, double> Number)[] s_numbers =
        [("objective", row => row.Objective), ("gradient norm", row => row.GradientNorm), ("image norm", row => row.ImageNorm)];

    internal const string Update = "update from the golden's picture";

    /// <param name="tolerance">of what amplifies nothing: the first step, the one update</param>
    /// <param name="end">of what an optimisation's growth of errors has reached</param>
    /// <param name="isFloat64">whether all steps are judged</param>
    internal static IEnumerable<GoldenQuantity> Of(GoldenRecord expected, GoldenRecord actual, GoldenTolerance tolerance, GoldenTolerance end, bool isFloat64)
    {
        if (expected.Trace.Count > 0)
        {
            yield return OfTrace("first step, objective", expected.Trace, actual.Trace, 1, row => row.Objective, tolerance.Numbers);
            yield return OfTrace("first step, image norm", expected.Trace, actual.Trace, 1, row => row.ImageNorm, tolerance.Numbers);
        }

        foreach (var (name, number) in expected.Trace.Count > 0 && isFloat64 ? s_numbers : [])
            yield return OfTrace($"trace, {name}", expected.Trace, actual.Trace, expected.Trace.Count, number, end.Numbers);
        if (expected.Update.Length > 0)
            yield return NumberQuantities.OfList(Update, expected.Update, OfSamePicture(expected, actual) ? actual.Update : actual.UpdateOfGolden, expected.Scale, tolerance.Values);
        if (!isFloat64 && expected.Amplification is not null && expected.Scalars.TryGetValue("objective", out var reached))
            yield return NumberQuantities.OfList("objective reached", [reached], [actual.Scalars.GetValueOrDefault("objective", double.NaN)], Math.Max(1, Math.Abs(reached)), Reached);
    }

    /// <summary>Then the update from the result's own picture is the one from the golden's, also of a run that was before there was a golden.</summary>
    private static bool OfSamePicture(GoldenRecord expected, GoldenRecord actual) =>
        expected.Picture is { } before && actual.Picture is { } now && before.Width == now.Width && before.Pixels.AsSpan().SequenceEqual(now.Pixels);

    private static GoldenQuantity OfTrace(
        string name, IReadOnlyList<TraceRow> expected, IReadOnlyList<TraceRow> actual, int rows, Func<TraceRow, double> number, double tolerance)
    {
        double[] Numbers(IReadOnlyList<TraceRow> trace) => [.. trace.Take(rows).Select(number)];
        var before = Numbers(expected);
        var scale = before.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return NumberQuantities.OfList(name, before, Numbers(actual), scale, tolerance);
    }
}
