using System.CommandLine;
using System.Globalization;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>features top: the images that excite each unit of a layer most, beside what DeconvNet carries back.</summary>
internal sealed class FeaturesTopVerb : Verb
{
    private const int MostUnits = 64;
    private const int DefaultImages = 1000;
    private const int DefaultTop = 9;

    private readonly Argument<string> _network = new("NETWORK") { Description = "A network's name (vizbench list networks), or an ONNX file" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<string> _layer = new("--layer") { Description = "The layer (vizbench list layers NETWORK)", HelpName = "NAME", Required = true };
    private readonly Option<string?> _units = new("--units") { Description = "Units on the sheet: FIRST..LAST [default: the first 16]; units.json has all", HelpName = "A..B" };
    private readonly Option<long?> _top = NumberParsing.WholeNumber("--top", $"Images of each unit [default: {DefaultTop}]", 1, 100);
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images of ConceptWorld that are looked through [default: {DefaultImages}]", 1);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 1000]");
    private readonly Option<string> _out = new("--out") { Description = "A new folder for sheet.png and units.json", HelpName = "DIR", Required = true };

    public FeaturesTopVerb() => Command = new Command("top", "The images that excite each unit most, in one pass, beside their DeconvNet projections") { _network, _weights, _layer, _units, _top, _images, _seed, _out };

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Features;

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench features top vgg-mini --layer features.7 --units 0..7 --out features",
        "./vizbench features top alexnet-mini --layer features.10 --images 10000 --out features",
    ];

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetRequiredValue(_out);
        NewFolder.Check("--out", folder);
        TorchEngine.Initialise(Environment.ProcessorCount);
        var layer = arguments.GetRequiredValue(_layer);
        using var opened = NetworkCatalogue.Open(arguments.GetRequiredValue(_network), arguments.GetValue(_weights), ScalarType.Float32, CPU);
        var architecture = opened.Network.Architecture;
        var units = UnitsOf(arguments.GetValue(_units), layer, architecture.ShapeOf(layer)[0]);
        var source = new World(new WorldOptions { Seed = arguments.GetValue(_seed) ?? 1000, Size = (int)architecture.InputShape[^1] });
        var (images, top) = (arguments.GetValue(_images) ?? DefaultImages, (int)(arguments.GetValue(_top) ?? DefaultTop));
        var found = ProgressDisplay.Run(session.Terminal, $"{images} images", display => TopActivations.Of(
            opened.Network, layer, source, images, top, new SynchronousProgress<double>(display.Report), session.Cancellation));
        var sheet = FeatureSheet.Of(opened.Network, layer, source, units, [.. units.Select(unit => found[(int)unit])], session.Cancellation);
        NewFolder.Fill("--out", folder, partial =>
        {
            ImageFiles.WritePng(Path.Combine(partial, "sheet.png"), sheet);
            FeatureFile.Write(Path.Combine(partial, "units.json"), opened, layer, source.Options, images, found);
        });
        session.Terminal.Out.WriteLine($"{found.Count} units of {layer}, {found.Count(unit => unit[0].Value <= 0)} of them never active in {images} images");
        session.Terminal.Out.WriteLine($"written  {folder}");
        return ExitCodes.Fine;
    }

    /// <exception cref="UserError">not two numbers, or out of range, or more than fit a sheet</exception>
    private static IReadOnlyList<long> UnitsOf(string? text, string layer, long count)
    {
        var ends = (text ?? $"0..{Math.Min(count, 16) - 1}").Split("..", 2);
        if (!long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !long.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last < first)
            throw new UserError($"--units {text}: give FIRST..LAST with two whole numbers, for example 0..7");
        if (last >= count)
            throw new UserError($"--units {text}: {layer} has {count} units, 0 to {count - 1}");
        if (last - first >= MostUnits)
            throw new UserError($"--units {text}: a sheet shows at most {MostUnits} units; name fewer");
        return [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + i)];
    }
}
