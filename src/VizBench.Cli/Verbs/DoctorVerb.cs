using System.CommandLine;
using VizBench.Cli.Diagnosis;
using VizBench.Cli.Output;
using VizBench.Cli.Running;

namespace VizBench.Cli.Verbs;

/// <summary>doctor: what is installed and what is missing, each with its remedy.</summary>
internal sealed class DoctorVerb : Verb
{
    public DoctorVerb() => Command = new Command("doctor", "Shows what is installed and what is missing, each with its remedy");

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench doctor", "./vizbench doctor --json"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        Finding[] findings = [.. MachineExamination.Findings(), .. EngineExamination.Findings(), .. ProductExamination.Findings()];
        session.Report(findings, output => TextTable.Write(output, findings.SelectMany(Rows)));
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
