using System.CommandLine;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Broden;
using VizBench.Data.Folders;

namespace VizBench.Cli.Verbs;

/// <summary>data export: ConceptWorld in the layouts that other tools read.</summary>
internal sealed class DataExportVerb : Verb
{
    private const int DefaultCount = 120;

    private readonly Option<string?> _format = LayoutArgument.Option();
    private readonly Option<bool> _splits = new("--splits") { Description = "folder: class folders in train and val, four fifths and one" };
    private readonly Option<string?> _out = new("--out") { Description = "A new folder", HelpName = "DIR" };
    private readonly WorldImageOptions _images = new(DefaultCount);

    public DataExportVerb()
    {
        Command = new Command("export", "Writes ConceptWorld as an image folder or in Broden's layout") { _format };
        _images.AddTo(Command, _splits, _out);
    }

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Data;

    public override IReadOnlyList<string> Examples =>
        ["./vizbench data export --format broden --seed 7 --count 240 --size 64 --out broden", "./vizbench data export --format folder --splits --count 1200 --out images"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var format = LayoutArgument.Of(arguments.GetValue(_format));
        var folder = arguments.GetValue(_out) ?? throw new UserError("data export needs --out DIR, a new folder");
        var splits = arguments.GetValue(_splits);
        if (splits && format is not LayoutArgument.Folder)
            throw new UserError("--splits belongs to --format folder; Broden's index names each image's split");
        var source = _images.Source(arguments);
        var count = _images.Count(arguments, source);
        NewFolder.Check("--out", folder);
        NewFolder.Fill("--out", folder, partial => ProgressDisplay.Run(session.Terminal, Counted.Of(count, "image"), display =>
        {
            var progress = new SynchronousProgress<double>(display.Report);
            if (format is LayoutArgument.Broden)
                BrodenWriter.Write(partial, source, count, progress, session.Cancellation);
            else
                ImageFolderWriter.Write(partial, source, count, splits, progress, session.Cancellation);
            return true;
        }));
        session.ReportWritten(folder);
        return ExitCodes.Fine;
    }
}
