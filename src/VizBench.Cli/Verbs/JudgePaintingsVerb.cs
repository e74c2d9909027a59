using System.CommandLine;
using System.Text;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>judge-paintings: methods that paint from nothing, as one comparison table.</summary>
internal sealed class JudgePaintingsVerb : Verb
{
    // Of the side-by-side sheet.
    private const int MostShown = 4;

    private readonly Option<string> _networks = new("--networks") { Description = "Networks of ConceptWorld's classes, separated by commas", HelpName = "NAMES", DefaultValueFactory = _ => "vgg-mini" };
    private readonly Option<string?> _methods = new("--methods") { Description = "Only methods whose id or label matches (* and ?, separated by commas)", HelpName = "GLOBS" };
    private readonly Option<string?> _layer = new("--layer") { Description = "A layer whose units are painted in place of the classes", HelpName = "NAME" };
    private readonly Option<long?> _seeds = NumberParsing.WholeNumber("--seeds", "Pictures of each class or unit, each from a seed of its own [default: 3]", 1, 1000);
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", "Images of the dataset that activations are held against [default: 10000]", 1, 10_000_000);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "The world of the images, and the first seed [default: 1000]");
    private readonly Option<string?> _out = new("--out") { Description = "A new folder for paintings.md, .csv, .json and a sheet of pictures for each network", HelpName = "DIR" };
    private readonly Option<string> _device = new("--device") { Description = "cpu, cuda or cuda:INDEX", HelpName = "DEVICE", DefaultValueFactory = _ => "cpu" };

    public JudgePaintingsVerb() => Command = new Command("judge-paintings", "Judges methods that paint classes or units: activation beside a dataset's, what other networks see, smoothness, diversity")
    {
        _networks, _methods, _layer, _seeds, _images, _seed, _out, _device,
    };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench judge-paintings --methods 'am-simonyan*' --seeds 2 --images 1000",
        "./vizbench judge-paintings --networks alexnet-mini,alexnet-mini-robust --out paintings",
        "./vizbench judge-paintings --networks alexnet-mini --layer features.7 --methods am-fourier --seeds 1",
    ];

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetValue(_out);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        var defaults = new PaintingSettings();
        var settings = defaults with
        {
            Networks = arguments.GetRequiredValue(_networks).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Methods = arguments.GetValue(_methods),
            Layer = arguments.GetValue(_layer),
            Seeds = (int)(arguments.GetValue(_seeds) ?? defaults.Seeds),
            Images = (int)(arguments.GetValue(_images) ?? defaults.Images),
            Seed = arguments.GetValue(_seed) ?? defaults.Seed,
            Device = DeviceArgument.Parse(arguments.GetRequiredValue(_device)),
        };
        var set = ProgressDisplay.Run(session.Terminal, "judge", display => PaintingJudge.Run(
            settings, new SynchronousProgress<RunProgress>(progress => display.Report(progress.Fraction, progress.CaseId)), session.Cancellation));
        var table = PaintingTable.Markdown(set);
        if (folder is null)
        {
            session.Terminal.Out.Write(table);
            return ExitCodes.Fine;
        }

        NewFolder.Fill("--out", folder, partial =>
        {
            Write(partial, "paintings.md", table);
            Write(partial, "paintings.csv", PaintingTable.Csv(set));
            Write(partial, "paintings.json", PaintingTable.Json(set));
            foreach (var network in set.Pictures.Select(row => row.Network).Distinct(StringComparer.Ordinal))
                Write(partial, $"{network}.png", PaintingSheet.Of(set, network));
            if (settings.Networks.Count > 1 && set.Pictures.Count > 0)
                Write(partial, "side-by-side.png", PaintingSheet.SideBySide(set, [.. Enumerable.Range(0, Math.Min(MostShown, set.Pictures.Min(row => row.Pictures.Count)))]));
        });
        session.Terminal.Out.WriteLine($"written  {folder}");
        return ExitCodes.Fine;
    }

    private static void Write(string folder, string name, RgbImage picture) => ImageFiles.WritePng(Path.Combine(folder, name), picture);

    private static void Write(string folder, string name, string text) =>
        AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
