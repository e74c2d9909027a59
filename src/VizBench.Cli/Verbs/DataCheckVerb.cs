using System.CommandLine;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;

namespace VizBench.Cli.Verbs;

/// <summary>data check: reads a data set wholly, so that a fault shows before a long run does.</summary>
internal sealed class DataCheckVerb : Verb
{
    private readonly Argument<string> _folder = new("DIR") { Description = "The data set's folder" };
    private readonly Option<string?> _format = LayoutArgument.Option();

    public DataCheckVerb() => Command = new Command("check", "Reads every image and mask of a data set and says what it holds") { _folder, _format };

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Data;

    public override IReadOnlyList<string> Examples => ["./vizbench data check broden --format broden", "./vizbench data check images --format folder"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var path = arguments.GetValue(_folder)!;
        if (path.Length == 0)
            throw new UserError("data check: DIR names no folder; give the path of one");
        var facts = LayoutArgument.Of(arguments.GetValue(_format)) is LayoutArgument.Broden
            ? DatasetCheck.OfBroden(path, session.Cancellation)
            : DatasetCheck.OfFolder(path, session.Cancellation);
        session.Report(facts, output => TextTable.Write(output, facts.Rows()));
        return ExitCodes.Fine;
    }
}
