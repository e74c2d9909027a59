using System.CommandLine;
using VizBench.Cli.Diagnosis;
using VizBench.Cli.Output;
using VizBench.Cli.Running;

namespace VizBench.Cli.Verbs;

/// <summary>doctor: what is installed and what is missing, each with its remedy.</summary>
internal sealed class DoctorVerb : Verb
{
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, an array of findings" };

    public DoctorVerb() => Command = new Command("doctor", "Shows what is installed and what is missing, each with its remedy") { _json };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench doctor", "./vizbench doctor --json"];

    public override int Run(ParseResult arguments, Session session)
    {
        Finding[] findings = [.. MachineExamination.Findings(), .. EngineExamination.Findings(), .. ProductExamination.Findings()];
        if (arguments.GetValue(_json))
            session.Terminal.Out.WriteLine(Json.Of(findings));
        else
            TextTable.Write(session.Terminal.Out, findings.SelectMany(Rows));
        return findings.Any(finding => finding.Severity == Severity.Missing) ? ExitCodes.Error : ExitCodes.Fine;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(Finding finding)
    {
        yield return [Mark(finding.Severity), finding.Subject, finding.Value];
        if (finding.Remedy is not null)
            yield return ["", "", $"remedy: {finding.Remedy}"];
    }

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Ok => "ok",
        Severity.Warning => "warning",
        _ => "missing",
    };
}
