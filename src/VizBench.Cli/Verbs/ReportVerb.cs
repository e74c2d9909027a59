using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Running;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>report RUN: the report again, from the run's files, or a sheet of some of its pictures.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly Argument<string> _run = new("RUN") { Description = "The folder of a run" };
    private readonly Option<string?> _sheet = new("--sheet") { Description = "In place of the report a sheet of pictures: a .png or .jpg file", HelpName = "FILE" };
    private readonly Option<string?> _filter = new("--filter") { Description = "With --sheet: only cases whose id matches (* and ?, separated by commas)", HelpName = "GLOBS" };

    public ReportVerb() => Command = new Command("report", "Writes a run's report again, from the run's files") { _run, _sheet, _filter };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench report runs/quick-20250301-120000",
        "./vizbench report runs/quick --sheet sheet.jpg --filter '*.world-1000-3,*.world-1000-3.*'",
    ];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var (folder, sheet, filter) = (arguments.GetRequiredValue(_run), arguments.GetValue(_sheet), arguments.GetValue(_filter));
        if (sheet is null)
        {
            if (filter is not null)
                throw new UserError("--filter chooses the pictures of --sheet FILE, and none is named; the report always shows all");
            session.ReportWritten(ReportWriter.Write(folder));
            return ExitCodes.Fine;
        }

        OutputPath.Check("--sheet", sheet, sheet.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase) ? ".jpg" : ".png");
        SheetWriter.Write(folder, sheet, filter);
        session.ReportWritten(sheet);
        return ExitCodes.Fine;
    }
}
