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
        TextTable.Write(output, comparisons.Select(c => new[] { c.Passed ? "ok" : "FAILED", c.Case, c.Reason }));
        foreach (var failed in comparisons.Where(c => !c.Passed && c.Quantities.Count > 0))
            output.WriteLine($"\n{failed.ToText().TrimEnd()}");
        var failures = comparisons.Count(c => !c.Passed);
        output.WriteLine($"{comparisons.Count - failures} passed, {failures} failed");
        if (failures == 0)
            return ExitCodes.Fine;
        session.Terminal.Note($"to make this run's results the goldens (a float64 run only): ./vizbench accept {run}");
        return ExitCodes.Regression;
    }
}
