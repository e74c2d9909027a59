using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using VizBench.Cli.Arguments;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>conform FOLDER: the product against numbers that other tools made.</summary>
internal sealed class ConformVerb : Verb
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "A folder with a cases.json, or with folders that have one (the format: tests/Conformance/README.md)" };
    private readonly Option<string?> _filter = new("--filter") { Description = "Only cases whose name, FOLDER/ID, matches (* and ?)", HelpName = "GLOB" };
    private readonly EngineOptions _engine = new("float64");

    public ConformVerb()
    {
        Command = new Command("conform", "Checks the product against numbers made by other tools") { _folder, _filter };
        _engine.AddTo(Command);
    }

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
        ["./vizbench conform tests/Conformance", "./vizbench conform tests/Conformance --filter 'vgg/*' --json"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var (precision, device) = (_engine.PrecisionOf(arguments), _engine.DeviceOf(arguments));
        Precision.CheckDevice(precision, device);
        var cases = ConformanceSet.Read(arguments.GetRequiredValue(_folder), arguments.GetValue(_filter));
        TorchEngine.Initialise(_engine.ThreadsOf(arguments), precision);
        var verdicts = ProgressDisplay.Run(session.Terminal, "conform", display => new ConformanceRunner(precision, device).Run(
            cases, new SynchronousProgress<int>(done => display.Report((double)done / cases.Count)), session.Cancellation));
        session.Report(verdicts.Select(ConformanceRow.Of), output => Write(output, verdicts));
        return verdicts.Any(IsFault) ? ExitCodes.Regression : ExitCodes.Fine;
    }

    private static void Write(TextWriter output, IReadOnlyList<ConformanceVerdict> verdicts)
    {
        TextTable.Write(output, verdicts
            .GroupBy(verdict => verdict.Case.Method, StringComparer.Ordinal).OrderBy(method => method.Key, StringComparer.Ordinal)
            .Select(RowOf).Prepend(["method", "agree", "disagree", "errors", "unsupported", "largest error / tolerance"]));
        foreach (var verdict in verdicts.Where(IsFault))
            output.WriteLine($"\n{ConformanceRow.TextOf(verdict.Outcome).ToUpperInvariant()} {verdict.Case.Name}{(verdict.Error is { } error ? $": relative error {Number(error)}, tolerance {Number(verdict.Tolerance)}" : "")}\n  {verdict.Message}");
        output.WriteLine($"\n{string.Join(", ", Enum.GetValues<ConformanceOutcome>().Select(outcome => $"{verdicts.Count(v => v.Outcome == outcome)} {LabelOf(outcome)}"))}");
    }

    private static string[] RowOf(IGrouping<string, ConformanceVerdict> method)
    {
        string Count(ConformanceOutcome outcome) => method.Count(v => v.Outcome == outcome) is > 0 and var n ? $"{n}" : "-";
        var compared = method.Where(v => v.Error is not null).OrderByDescending(v => v.Error!.Value / v.Tolerance).FirstOrDefault();
        return
        [
            method.Key, Count(ConformanceOutcome.Agrees), Count(ConformanceOutcome.Disagrees), Count(ConformanceOutcome.Error), Count(ConformanceOutcome.Unsupported),
            compared is null ? "" : $"{Number(compared.Error!.Value)} / {Number(compared.Tolerance)}",
        ];
    }

    private static bool IsFault(ConformanceVerdict verdict) => verdict.Outcome is ConformanceOutcome.Disagrees or ConformanceOutcome.Error;

    private static string LabelOf(ConformanceOutcome outcome) => outcome switch
    {
        ConformanceOutcome.Agrees => "agree",
        ConformanceOutcome.Disagrees => "disagree",
        ConformanceOutcome.Unsupported => "unsupported",
        _ => "errors",
    };

    private static string Number(double value) => value.ToString("0.0e-0", CultureInfo.InvariantCulture);
}

/// <summary>A verdict as `conform --json` shows it.</summary>
internal sealed record ConformanceRow(
    string Case, string Method, string Verdict, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Error, double Rtol, string Message)
{
    internal static ConformanceRow Of(ConformanceVerdict verdict) =>
        new(verdict.Case.Name, verdict.Case.Method, TextOf(verdict.Outcome), verdict.Error, verdict.Tolerance, verdict.Message);

    internal static string TextOf(ConformanceOutcome outcome) => outcome switch
    {
        ConformanceOutcome.Agrees => "agrees",
        ConformanceOutcome.Disagrees => "disagrees",
        ConformanceOutcome.Unsupported => "unsupported",
        _ => "error",
    };
}
