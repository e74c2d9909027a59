using System.CommandLine;
using System.Globalization;
using VizBench.Cli.Arguments;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>run SUITE: the main job. Every case of a suite into a folder with manifest, journal, tensors, pictures and report.</summary>
internal sealed class RunVerb : Verb
{
    private const int ShownFailures = 20;

    private readonly Argument<string> _suite = new("SUITE") { Description = "A suite's name (vizbench list suites), or the path of a suite file", DefaultValueFactory = _ => "quick" };
    private readonly Option<string?> _filter = new("--filter") { Description = "Only cases whose id matches (* and ?; vizbench list cases SUITE)", HelpName = "GLOB" };
    private readonly Option<string?> _network = new("--network") { Description = "A network in place of the suite's: a name (vizbench list networks), or an ONNX file", HelpName = "NAME|FILE.onnx" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula", HelpName = "FILE" };
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "A seed in place of the suite's");
    private readonly Option<string?> _out = new("--out") { Description = "A new folder for the run [default: runs/SUITE-DATE-TIME]", HelpName = "DIR" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the run in --out that was killed or stopped: only what is missing or failed is computed" };
    private readonly EngineOptions _engine = new();

    public RunVerb()
    {
        Command = new Command("run", "Runs the cases of a suite and writes the run's folder and its report") { _suite, _filter, _network, _weights, _seed, _out, _resume };
        _engine.AddTo(Command);
    }

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
        ["./vizbench run", "./vizbench run quick --filter '*.saliency.*' --dtype float64 --out runs/mine", "./vizbench run full --out runs/full --resume", "./vizbench run gpu --device cuda"];

    public override bool HasJson => true;

    public override bool KnowsMethods => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var request = new RunRequest
        {
            Suite = arguments.GetRequiredValue(_suite),
            Filter = arguments.GetValue(_filter),
            Network = arguments.GetValue(_network),
            Weights = arguments.GetValue(_weights),
            Seed = arguments.GetValue(_seed),
            OutputFolder = arguments.GetValue(_out),
            Resume = arguments.GetValue(_resume),
            Device = _engine.DeviceOf(arguments),
            Precision = _engine.PrecisionOf(arguments),
            Threads = _engine.ThreadsOf(arguments),
            Note = session.Terminal.Note,
            CommandLine = session.CommandLine,
        };
        var summary = ProgressDisplay.Run(session.Terminal, request.Suite, display => SuiteRunner.Run(
            request,
            new SynchronousProgress<RunProgress>(progress => display.Report(progress.Fraction, $"[{Math.Min(progress.Done + 1, progress.Total)}/{progress.Total}] {progress.CaseId}")),
            session.Cancellation));
        session.Report(RunDocument.Of(summary), output => Print(summary, output));
        return summary.Failed > 0 ? ExitCodes.Regression : ExitCodes.Fine;
    }

    private static void Print(RunSummary summary, TextWriter output)
    {
        foreach (var failed in summary.Cases.Where(outcome => outcome.Failed).Take(ShownFailures))
            output.WriteLine($"failed  {failed.Id}: {failed.Error}");
        if (summary.Failed > ShownFailures)
            output.WriteLine($"failed  and {summary.Failed - ShownFailures} more, see the report");
        var seconds = summary.Cases.Sum(outcome => outcome.Seconds).ToString("0.0", CultureInfo.InvariantCulture);
        TextTable.Write(
            output,
            ["cases", $"{summary.Computed} computed{(summary.TakenOver > 0 ? $", {summary.TakenOver} taken over" : "")}, {summary.Failed} failed, {seconds} s in the methods"],
            ["folder", summary.Folder],
            ["report", summary.Report]);
    }
}

/// <summary>A finished run as `run --json` prints it.</summary>
/// <param name="Computed">how many cases this run has computed</param>
/// <param name="TakenOver">how many cases an earlier run had computed (--resume)</param>
/// <param name="Seconds">in the methods</param>
internal sealed record RunDocument(string Folder, string Report, int Computed, int Failed, int TakenOver, double Seconds, IReadOnlyList<RunCase> Cases)
{
    internal static RunDocument Of(RunSummary summary) => new(
        summary.Folder, summary.Report, summary.Computed, summary.Failed, summary.TakenOver, summary.Cases.Sum(outcome => outcome.Seconds),
        [.. summary.Cases.Select(outcome => new RunCase(outcome.Id, outcome.Failed ? "failed" : "done", outcome.IsTakenOver, outcome.Seconds, outcome.Error, outcome.Metrics))]);
}

/// <summary>One case of a run.</summary>
/// <param name="Status">done or failed</param>
/// <param name="Error">why it failed</param>
internal sealed record RunCase(string Case, string Status, bool TakenOver, double Seconds, string? Error, IReadOnlyDictionary<string, double> Metrics);
