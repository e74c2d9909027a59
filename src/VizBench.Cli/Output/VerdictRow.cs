using VizBench.Suite;

namespace VizBench.Cli.Output;

/// <summary>One case of one run as verify --format json prints it.</summary>
/// <param name="Run">the run's folder, as it was named</param>
/// <param name="Verdict">match, within_tolerance, different, incomparable, new or orphaned</param>
/// <param name="Error">as <see cref="GoldenComparison.ValueError"/></param>
/// <param name="Seconds">of the method alone</param>
internal sealed record VerdictRow(
    string Run, string Precision, string Device, string Libtorch, string Case, string? Method, string? Network, string Verdict, bool Passed, double? Error,
    string Reason, double? Seconds, IReadOnlyList<QuantityRow> Quantities)
{
    public static IEnumerable<VerdictRow> Of(VerifiedRun run) => run.Cases.Select(c => new VerdictRow(
        run.Folder, run.Precision, run.Device, run.Libtorch, c.Comparison.Case, c.Method, c.Network, NameOf(c.Comparison.Verdict), c.Comparison.Passed,
        c.Comparison.ValueError, c.Comparison.Reason, c.Seconds, [.. c.Comparison.Quantities.Select(q => new QuantityRow(q.Name, q.Error, q.Tolerance, q.Passed))]));

    private static string NameOf(GoldenVerdict verdict) => verdict switch
    {
        GoldenVerdict.Match => "match",
        GoldenVerdict.WithinTolerance => "within_tolerance",
        GoldenVerdict.Different => "different",
        GoldenVerdict.Incomparable => "incomparable",
        GoldenVerdict.New => "new",
        _ => "orphaned",
    };
}

/// <summary>One quantity that was compared, its error in the unit of its tolerance.</summary>
internal sealed record QuantityRow(string Name, double Error, double Tolerance, bool Passed);
