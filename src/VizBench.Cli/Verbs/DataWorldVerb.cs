using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;

namespace VizBench.Cli.Verbs;

/// <summary>data world: images of ConceptWorld with their truth, as files.</summary>
internal sealed class DataWorldVerb : Verb
{
    private const int MostOnSheet = 1200;
    private const int MostWithMasks = 40;
    private const int MostColumns = 60;
    private const int DefaultCount = 12;

    private readonly Option<string?> _out = new("--out") { Description = "A new folder for images/, planes/, labels.csv and vocabulary.json", HelpName = "DIR" };
    private readonly Option<string?> _sheet = new("--sheet") { Description = "A contact sheet of the images", HelpName = "FILE.png" };
    private readonly Option<long?> _columns = NumberParsing.WholeNumber("--columns", $"--sheet: images in a row [default: {WorldSheet.DefaultColumns}]", 1, MostColumns);
    private readonly Option<string?> _masks = new("--masks") { Description = "A sheet of the images with the masks of each category laid over them", HelpName = "FILE.png" };
    private readonly Option<bool> _statistics = new("--statistics") { Description = "How often each concept occurs and how much it covers" };
    private readonly WorldImageOptions _images = new(DefaultCount);

    public DataWorldVerb()
    {
        Command = new Command("world", "Draws images of ConceptWorld: PNG pictures with the truth of every pixel");
        _images.AddTo(Command, _out, _sheet, _columns, _masks, _statistics);
    }

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Data;

    public override IReadOnlyList<string> Examples =>
        [
            "./vizbench data world --count 100 --seed 7 --size 64 --out world",
            "./vizbench data world --count 64 --columns 8 --sheet world.png",
            "./vizbench data world --count 4 --masks masks.png",
            "./vizbench data world --count 1200 --statistics",
            "./vizbench data world --variant shortcut --class boat --fraction .9 --count 120 --out marked",
        ];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var source = _images.Source(arguments);
        var count = _images.Count(arguments, source);
        var (folder, sheet, masks, statistics) = (arguments.GetValue(_out), arguments.GetValue(_sheet), arguments.GetValue(_masks), arguments.GetValue(_statistics));
        if (folder is null && sheet is null && masks is null && !statistics)
            throw new UserError("data world needs --out DIR for the images, --sheet FILE.png for a contact sheet, --masks FILE.png for masks over images, or --statistics");
        if (sheet is null && arguments.GetValue(_columns) is not null)
            throw new UserError("--columns belongs to --sheet; leave it out or name a sheet");
        CheckSheet("--sheet", sheet, count, MostOnSheet);
        CheckSheet("--masks", masks, count, MostWithMasks);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        if (new[] { folder, sheet, masks }.OfType<string>().GroupBy(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UserError($"{twice.First()} is named for two outputs; give each a path of its own");

        var title = _images.Title(arguments);
        var columns = (int)(arguments.GetValue(_columns) ?? WorldSheet.DefaultColumns);
        var picture = sheet is null ? null : WorldSheet.Of(source, title, count, columns, session.Cancellation);
        var overlaid = masks is null ? null : WorldMasks.Of(source, title, count, session.Cancellation);
        var table = statistics ? WithProgress(session, count, progress => WorldStatistics.Of(source, count, progress, session.Cancellation)) : [];
        if (folder is not null)
            NewFolder.Fill("--out", folder, partial => WithProgress(session, count, progress => Written(partial, source, count, progress, session)));
        if (picture is not null)
            ImageFiles.WritePng(sheet!, picture);
        if (overlaid is not null)
            ImageFiles.WritePng(masks!, overlaid);
        string[] written = [.. new[] { folder, sheet, masks }.OfType<string>()];
        session.Report(new { Statistics = statistics ? table : null, Written = written }, output =>
        {
            TextTable.Write(output, WorldStatistics.Rows(table));
            foreach (var path in written)
                output.WriteLine($"written  {path}");
        });
        return ExitCodes.Fine;
    }

    private static void CheckSheet(string option, string? path, int count, int most)
    {
        if (path is not null && count > most)
            throw new UserError($"{option} shows at most {most} images; ask for it with a smaller --count");
        OutputPath.Check(option, path, ".png");
    }

    private static T WithProgress<T>(Session session, int count, Func<IProgress<double>, T> work) =>
        ProgressDisplay.Run(session.Terminal, Counted.Of(count, "image"), display => work(new SynchronousProgress<double>(display.Report)));

    private static bool Written(string folder, IWorldSource source, int count, IProgress<double> progress, Session session)
    {
        WorldFolder.Write(folder, source, count, progress, session.Cancellation);
        return true;
    }
}
