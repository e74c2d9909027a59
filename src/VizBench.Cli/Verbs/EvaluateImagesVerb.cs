using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Data.Images;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>evaluate-images: methods that paint from nothing, as one comparison table.</summary>
internal sealed class EvaluateImagesVerb : EvaluationVerb<PaintingSet>
{
    // Of the side-by-side sheet.
    private const int MostShown = 4;

    private static readonly PaintingSettings s_defaults = new();
    private readonly Option<string?> _layer = new("--layer") { Description = "A layer whose units are painted in place of the classes", HelpName = "NAME" };
    private readonly Option<long?> _seeds = NumberParsing.WholeNumber("--seeds", "Pictures of each class or unit, each from a seed of its own [default: 3]", 1, 1000);
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", "Images of the dataset that activations are held against [default: 10000]", 1, 10_000_000);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "The world of the images, and the first seed [default: 1000]");

    public EvaluateImagesVerb()
        : base(
            "evaluate-images", "Evaluates methods that paint classes or units: activation beside a dataset's, what other networks see, smoothness, diversity, naturalness",
            "paintings.md, .csv, .json and a sheet of pictures for each network") => Add(_layer, _seeds, _images, _seed);

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench evaluate-images --methods 'am-simonyan*' --seeds 2 --images 1000",
        "./vizbench evaluate-images --networks alexnet-mini,alexnet-mini-robust --out paintings",
        "./vizbench evaluate-images --networks alexnet-mini --layer relu3 --methods am-fourier --seeds 1",
    ];

    protected override string FileName => "paintings";

    protected override PaintingSet Evaluate(ParseResult arguments, IProgress<RunProgress> progress, CancellationToken cancellation) => ImageEvaluator.Run(
        s_defaults with
        {
            Networks = NetworksOf(arguments),
            Methods = MethodsOf(arguments),
            Layer = arguments.GetValue(_layer),
            Seeds = (int)(arguments.GetValue(_seeds) ?? s_defaults.Seeds),
            Images = (int)(arguments.GetValue(_images) ?? s_defaults.Images),
            Seed = arguments.GetValue(_seed) ?? s_defaults.Seed,
            Device = DeviceOf(arguments),
        },
        progress, cancellation);

    protected override string TableOf(PaintingSet set) => PaintingTable.Markdown(set);

    protected override IReadOnlyList<string> NotesOf(PaintingSet set) => set.Remarks;

    protected override IReadOnlyList<EvaluationGap> GapsOf(PaintingSet set) => set.Gaps;

    protected override string JsonOf(PaintingSet set) => PaintingTable.Json(set);

    protected override void Fill(PaintingSet set, string path)
    {
        AtomicFile.WriteText(path + ".csv", PaintingTable.Csv(set));
        AtomicFile.WriteText(path + ".json", JsonOf(set));
        string PictureFile(string name) => Path.Combine(Path.GetDirectoryName(path)!, name + ".png");
        foreach (var network in set.Pictures.Select(row => row.Network).Distinct(StringComparer.Ordinal))
            ImageFiles.WritePng(PictureFile(network), PaintingSheet.Of(set, network));
        if (set.Settings.Networks.Count > 1 && set.Pictures.Count > 0)
            ImageFiles.WritePng(PictureFile("side-by-side"), PaintingSheet.SideBySide(set, [.. Enumerable.Range(0, Math.Min(MostShown, set.Pictures.Min(row => row.Pictures.Count)))]));
    }
}
