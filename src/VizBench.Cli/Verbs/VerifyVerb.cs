using System.CommandLine;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>verify RUN…: runs against the goldens.</summary>
internal sealed class VerifyVerb : Verb
{
    private const string PlainText = "text";
    private const string Markdown = "md";
    private const string JsonArray = "json";

    private readonly Argument<string[]> _runs = new("RUN") { Description = "The folder of a run, or of several", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _format = new("--format")
    {
        Description = "text; md: a table of errors, method by run; json: the same as --json",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => PlainText,
    };

    public VerifyVerb() => Command = new Command("verify", "Holds runs against the goldens, each by the tolerance of its precision") { _runs, _format };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
        ["./vizbench verify runs/quick-20250301-120000", "./vizbench verify runs/gpu-float64 runs/gpu-float32 --format md"];

    public override bool HasJson => true;

    public override bool KnowsMethods => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var format = arguments.GetRequiredValue(_format);
        if (session.PrintsJson && arguments.GetResult(_format) is { Implicit: false } && !string.Equals(format, JsonArray, StringComparison.Ordinal))
            throw new UserError($"--json and --format {format} are two formats; give one");
        if (format is not (PlainText or Markdown or JsonArray))
            throw new UserError($"verify has no format '{format}'; use {PlainText}, {Markdown} or {JsonArray}");
        // All are read before anything is printed: a table with a part of its columns would mislead.
        VerifiedRun[] runs = [.. arguments.GetRequiredValue(_runs).Select(folder => VerifiedRun.Of(folder))];
        var output = session.Terminal.Out;
        if (session.PrintsJson || string.Equals(format, JsonArray, StringComparison.Ordinal))
            output.WriteLine(Json.Of(runs.SelectMany(VerdictRow.Of).ToArray()));
        else if (string.Equals(format, Markdown, StringComparison.Ordinal))
            output.Write(ErrorTable.ToMarkdown(runs));
        else
            Print(runs, output);
        Advise(runs, session.Terminal);
        return runs.Any(run => run.Failures > 0) ? ExitCodes.Regression : runs.Any(run => run.Incomparable > 0) ? ExitCodes.Incomparable : ExitCodes.Fine;
    }

    private static void Print(VerifiedRun[] runs, TextWriter output)
    {
        foreach (var run in runs)
        {
            if (runs.Length > 1)
                output.WriteLine($"{run.Folder} ({run.Precision}, {run.Device})");
            var comparisons = run.Cases.Select(c => c.Comparison).ToArray();
            TextTable.Write(output, comparisons.Select(c => new[] { StatusOf(c), c.Case, c.Reason }));
            foreach (var failed in comparisons.Where(c => !c.Passed && c.Quantities.Count > 0))
                output.WriteLine($"\n{failed.ToText().TrimEnd()}");
            output.WriteLine($"{run.Passed} passed, {run.Failures} failed{(run.Incomparable > 0 ? $", {run.Incomparable} incomparable" : "")}");
        }
    }

    private static void Advise(VerifiedRun[] runs, Terminal terminal)
    {
        if (runs.Any(run => run.Incomparable > 0))
            terminal.Note("what was made from something else than its golden can't be judged: run it again with the suite's own weights, seed and inputs");
        foreach (var run in runs.Where(run => run.Failures > 0))
            terminal.Note($"to make this run's results the goldens (a float64 run only): ./vizbench accept {run.Folder}");
    }

    private static string StatusOf(GoldenComparison comparison) =>
        comparison.Passed ? "ok" : comparison.Verdict == GoldenVerdict.Incomparable ? "INCOMPARABLE" : "FAILED";
}
