using System.CommandLine;
using VizBench.Arrays;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>features activation-factors: a layer's activations as a few maps along directions, each shown by activation maximization.</summary>
internal sealed class FeaturesActivationFactorsVerb : FeatureVerb
{
    private const int DefaultImages = 100;
    private const int DefaultFactors = 6;

    private readonly Option<string> _layer = new("--layer") { Description = "The layer (vizbench list layers NETWORK)", HelpName = "NAME", Required = true };
    private readonly Option<FactorKind?> _kind = Choices.Option<FactorKind>("--kind", "Non-negative factors or principal axes [default: nmf]");
    private readonly Option<long?> _factors = NumberParsing.WholeNumber("--factors", $"How many [default: {DefaultFactors}]", 1, 64);
    private readonly SeenPicturesOptions _pictures = new("are factored", DefaultImages);
    private readonly Option<long?> _steps = NumberParsing.WholeNumber("--steps", "Steps of am-fourier, which shows each direction [default: the method's own]", 1, int.MaxValue);
    private readonly Option<long?> _start = NumberParsing.WholeNumber("--start-seed", "The seed of the factors' start and of their pictures [default: 0]");
    private readonly Option<string> _out = NewFolderOption("sheet.png, maps.npy (images, factors, h, w), directions.npy (factors, channels) and factors.json");

    public FeaturesActivationFactorsVerb()
        : base("activation-factors", "A layer's activations as a few maps along directions among its channels (NMF or PCA), each direction shown by activation maximization") =>
        Add(_layer, _kind, _factors, _pictures.Images, _pictures.Input, _steps, _start, _out);

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench features activation-factors vgg-mini --layer features.14 --out factors",
        "./vizbench features activation-factors vgg-mini --layer features.14 --kind pca --factors 4 --images 500 --out factors",
        "./vizbench features activation-factors vgg16 --weights vgg16.pth --layer features.29 --input photo.jpg --out factors",
    ];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetRequiredValue(_out);
        NewFolder.Check("--out", folder);
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = Open(arguments, session);
        var architecture = opened.Network.Architecture;
        var layer = architecture.LayerNamed(arguments.GetRequiredValue(_layer)).Name;
        var pictures = _pictures.Of(arguments, WorldOf(arguments, architecture), session);
        var settings = new FactorSettings(arguments.GetValue(_kind) ?? FactorKind.Nmf, pictures.Count, (int)(arguments.GetValue(_factors) ?? DefaultFactors), arguments.GetValue(_start) ?? 0);
        var (factors, sheet) = ProgressDisplay.Run(session.Terminal, Counted.Of(settings.Images, "image"), display =>
        {
            var progress = new SynchronousProgress<double>(display.Report);
            var found = ActivationFactors.Of(opened.Network, layer, pictures.Source, settings, progress, session.Cancellation);
            return (found, found.Sheet(opened.Network, pictures.Source, (int?)arguments.GetValue(_steps), progress, session.Cancellation));
        });
        var document = new
        {
            Network = opened.Network.Name,
            opened.WeightsSha256,
            factors.Layer,
            Kind = Choices.NameOf(settings.Kind),
            settings.Images,
            Pictures = pictures.Names,
            World = pictures.Facts,
            StartSeed = settings.Seed,
            factors.Explained,
            factors.Shares,
            Written = new[] { folder },
        };
        NewFolder.Fill("--out", folder, partial =>
        {
            ImageFiles.WritePng(Path.Combine(partial, "sheet.png"), sheet);
            AtomicFile.Write(Path.Combine(partial, "maps.npy"), stream => NpyFile.Write(stream, factors.Maps));
            AtomicFile.Write(Path.Combine(partial, "directions.npy"), stream => NpyFile.Write(stream, NdArray.Of(factors.Directions.SelectMany(direction => direction).ToArray(), factors.Directions.Count, factors.Directions[0].Length)));
            AtomicFile.WriteText(Path.Combine(partial, "factors.json"), Json.Of(document));
        });
        session.Report(document, output =>
        {
            output.WriteLine(FormattableString.Invariant($"{factors.Directions.Count} factors explain {100 * factors.Explained:0.0} % of the variance of {factors.Layer}"));
            output.WriteLine($"written  {folder}");
        });
        return ExitCodes.Fine;
    }
}
