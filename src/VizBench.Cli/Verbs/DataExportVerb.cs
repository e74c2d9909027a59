using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Broden;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;

namespace VizBench.Cli.Verbs;

/// <summary>data export: ConceptWorld in the layouts that other tools read.</summary>
internal sealed class DataExportVerb : Verb
{
    private const int MostImages = 1_000_000;
    private const int DefaultCount = 120;
    private const int DefaultSize = 64;

    private readonly Option<string?> _format = LayoutArgument.Option();
    private readonly Option<long?> _count = NumberParsing.WholeNumber("--count", $"How many images [default: {DefaultCount}]", 1, MostImages);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 0]");
    private readonly Option<long?> _size = NumberParsing.WholeNumber("--size", "The side of the images in pixels [default: 64]", WorldOptions.SmallestSize, WorldOptions.LargestSize);
    private readonly Option<bool> _splits = new("--splits") { Description = "folder: class folders in train and val, four fifths and one" };
    private readonly Option<string?> _out = new("--out") { Description = "A new folder", HelpName = "DIR" };
    private readonly VariantOptions _variant = new();

    public DataExportVerb()
    {
        Command = new Command("export", "Writes ConceptWorld as an image folder or in Broden's layout") { _format, _count, _seed, _size, _splits, _out };
        foreach (var option in _variant.All)
            Command.Add(option);
    }

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Data;

    public override IReadOnlyList<string> Examples =>
        ["./vizbench data export --format broden --seed 7 --count 240 --size 64 --out broden", "./vizbench data export --format folder --splits --count 1200 --out images"];

    public override int Run(ParseResult arguments, Session session)
    {
        var format = LayoutArgument.Of(arguments.GetValue(_format));
        var folder = arguments.GetValue(_out) ?? throw new UserError("data export needs --out DIR, a new folder");
        var splits = arguments.GetValue(_splits);
        if (splits && format is not LayoutArgument.Folder)
            throw new UserError("--splits belongs to --format folder; Broden's index names each image's split");
        var world = new WorldOptions { Size = (int)(arguments.GetValue(_size) ?? DefaultSize), Seed = arguments.GetValue(_seed) ?? 0 };
        var source = _variant.Source(arguments, world);
        var count = VariantOptions.Count(source, arguments.GetValue(_count), DefaultCount);
        NewFolder.Check("--out", folder);
        NewFolder.Fill("--out", folder, partial => ProgressDisplay.Run(session.Terminal, $"{count} images", display =>
        {
            var progress = new SynchronousProgress<double>(display.Report);
            if (format is LayoutArgument.Broden)
                BrodenWriter.Write(partial, source, count, progress, session.Cancellation);
            else
                ImageFolderWriter.Write(partial, source, count, splits, progress, session.Cancellation);
            return true;
        }));
        session.Terminal.Out.WriteLine($"written  {folder}");
        return ExitCodes.Fine;
    }
}
