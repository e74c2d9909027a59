using System.CommandLine;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>verify RUN: a run against the goldens.</summary>
internal sealed class VerifyVerb : Verb
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a run" };

    public VerifyVerb() => Command = new Command("verify", "Holds a run against the goldens, by the tolerance of its precision") { _run };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench verify runs/quick-20250301-120000"];

    public override int Run(ParseResult arguments, Session session)
    {
        var run = arguments.GetRequiredValue(_run);
        var comparisons = GoldenVerifier.VerifyRun(run);
        var output = session.Terminal.Out;
        TextTable.Write(output, comparisons.Select(c => new[] { StatusOf(c), c.Case, c.Reason }));
        foreach (var failed in comparisons.Where(c => !c.Passed && c.Quantities.Count > 0))
            output.WriteLine($"\n{failed.ToText().TrimEnd()}");
        var incomparable = comparisons.Count(c => c.Verdict == GoldenVerdict.Incomparable);
        var failures = comparisons.Count(c => !c.Passed) - incomparable;
        output.WriteLine($"{comparisons.Count - failures - incomparable} passed, {failures} failed{(incomparable > 0 ? $", {incomparable} incomparable" : "")}");
        if (incomparable > 0)
            session.Terminal.Note("what was made from something else than its golden can't be judged: run it again with the suite's own weights, seed and inputs");
        if (failures > 0)
            session.Terminal.Note($"to make this run's results the goldens (a float64 run only): ./vizbench accept {run}");
        return failures > 0 ? ExitCodes.Regression : incomparable > 0 ? ExitCodes.Incomparable : ExitCodes.Fine;
    }

    private static string StatusOf(GoldenComparison comparison) =>
        comparison.Passed ? "ok" : comparison.Verdict == GoldenVerdict.Incomparable ? "INCOMPARABLE" : "FAILED";
}
