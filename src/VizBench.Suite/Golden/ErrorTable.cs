using System.Globalization;
using System.Text;
using VizBench.Files;

namespace VizBench.Suite;

/// <summary>
/// Runs beside each other as Markdown: the error of every method, and of every case, against the float64 goldens. A run is a
/// column, so that several precisions or devices of one suite can be read at a glance.
/// </summary>
public static class ErrorTable
{
    private const string Nothing = "–";

    /// <summary>The columns, the methods, the cases, and why what failed did.</summary>
    public static string ToMarkdown(IReadOnlyList<VerifiedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var text = new StringBuilder("Errors are the greatest of a case's values (samples and projections of its tensor) against its float64 golden,\n")
            .Append("of a painted picture also those after one update from the golden's own,\n")
            .Append("relative to the golden's greatest magnitude. A case fails by any of its numbers, or by its picture.\n\n");
        MarkdownTable.Append(text, ["run", .. runs.Select(NameOf)], Overview(runs), numbers: true);
        text.Append('\n');
        MarkdownTable.Append(text, ["method", .. runs.Select(NameOf)], Rows(runs, c => c.Method is null ? null : $"{c.Network}: {c.Method}"), numbers: true);
        text.Append('\n');
        MarkdownTable.Append(text, ["case", .. runs.Select(NameOf)], Rows(runs, c => c.Comparison.Case), numbers: true);
        AppendFailures(text, runs);
        return text.ToString();
    }

    private static IEnumerable<IReadOnlyList<string>> Overview(IReadOnlyList<VerifiedRun> runs) =>
    [
        ["libtorch", .. runs.Select(run => run.Libtorch)],
        ["passed", .. runs.Select(run => $"{run.Passed} of {run.Cases.Count}")],
        ["seconds in the methods", .. runs.Select(run => Invariant($"{run.Cases.Sum(c => c.Seconds ?? 0):0.00}"))],
        ["folder", .. runs.Select(run => ShownPath.Of(run.Folder))],
    ];

    private static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<VerifiedRun> runs, Func<VerifiedCase, string?> keyOf) =>
        runs.SelectMany(run => run.Cases).Select(keyOf).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(key => (string[])[key, .. runs.Select(run => Cell([.. run.Cases.Where(c => string.Equals(keyOf(c), key, StringComparison.Ordinal)).Select(c => c.Comparison)]))]);

    // The worst case stands for a method; NaN is worse than any number.
    private static string Cell(GoldenComparison[] comparisons)
    {
        if (comparisons.Length == 0)
            return Nothing;
        var errors = comparisons.Select(c => c.ValueError).OfType<double>().ToArray();
        var error = errors.Length == 0 ? Nothing : Error(errors.Aggregate(Math.Max));
        var failed = comparisons.Count(c => !c.Passed);
        return failed == 0 ? error : comparisons.Length == 1 ? $"{error} **{Word(comparisons[0])}**" : $"{error} **{failed} of {comparisons.Length} failed**";
    }

    private static void AppendFailures(StringBuilder text, IReadOnlyList<VerifiedRun> runs)
    {
        var failed = runs.SelectMany(run => run.Cases.Where(c => !c.Comparison.Passed).Select(c => (Run: run, c.Comparison))).ToArray();
        if (failed.Length == 0)
            return;
        text.Append('\n');
        foreach (var (run, comparison) in failed)
            text.Append(CultureInfo.InvariantCulture, $"- {NameOf(run)}, {comparison.Case}: {Word(comparison)}: {comparison.Reason.ReplaceLineEndings(" ")}\n");
    }

    private static string Word(GoldenComparison comparison) => comparison.Verdict switch
    {
        GoldenVerdict.Incomparable => "incomparable",
        GoldenVerdict.New => "no golden",
        GoldenVerdict.Orphaned => "orphaned",
        _ => "failed",
    };

    private static string NameOf(VerifiedRun run) => $"{run.Precision}, {run.Device}";

    // What differs only in the sign of a zero has the smallest error there is.
    private static string Error(double error) => error is 0 or double.Epsilon ? "0" : Invariant($"{error:0.0e+0}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
