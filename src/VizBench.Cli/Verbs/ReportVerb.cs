using System.CommandLine;
using VizBench.Cli.Running;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>report RUN: the report again, from the run's files.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a run" };

    public ReportVerb() => Command = new Command("report", "Writes a run's report again, from the run's files") { _run };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples => ["./vizbench report runs/quick-20250301-120000"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        session.ReportWritten(ReportWriter.Write(arguments.GetRequiredValue(_run)));
        return ExitCodes.Fine;
    }
}
