using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>features top: the images that excite each unit of a layer most, beside what DeconvNet carries back.</summary>
internal sealed class FeaturesTopVerb : FeatureVerb
{
    private const int DefaultImages = 1000;
    private const int DefaultTop = 9;

    private readonly Option<string> _layer = new("--layer") { Description = "The layer (vizbench list layers NETWORK)", HelpName = "NAME", Required = true };
    private readonly Option<string?> _units = new("--units") { Description = "Units on the sheet: FIRST..LAST [default: the first 16]; units.json has all", HelpName = "A..B" };
    private readonly Option<string> _out = NewFolderOption("sheet.png and units.json");
    private readonly Option<long?> _top = NumberParsing.WholeNumber("--top", $"Images of each unit [default: {DefaultTop}]", 1, 100);
    private readonly SeenPicturesOptions _pictures = new("are looked through", DefaultImages);

    public FeaturesTopVerb()
        : base("top", "The images that excite each unit most, in one pass, beside their DeconvNet projections") => Add(_layer, _units, _top, _pictures.Images, _pictures.Input, _out);

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench features top vgg-mini --layer features.7 --units 0..7 --out features",
        "./vizbench features top alexnet-mini --layer conv5 --images 10000 --out features",
        "./vizbench features top vgg16 --weights vgg16.pth --layer features.29 --units 0..7 --input photos/ --out features",
    ];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetRequiredValue(_out);
        NewFolder.Check("--out", folder);
        TorchEngine.Initialise(Environment.ProcessorCount);
        var layer = arguments.GetRequiredValue(_layer);
        using var opened = Open(arguments, session);
        var architecture = opened.Network.Architecture;
        var units = UnitRange.Parse(arguments.GetValue(_units), layer, architecture.ShapeOf(layer)[0]);
        var pictures = _pictures.Of(arguments, WorldOf(arguments, architecture), session);
        var (source, images, top) = (pictures.Source, pictures.Count, (int)(arguments.GetValue(_top) ?? DefaultTop));
        var found = ProgressDisplay.Run(session.Terminal, Counted.Of(images, "image"), display => TopActivations.Of(
            opened.Network, layer, source, images, top, new SynchronousProgress<double>(display.Report), session.Cancellation));
        var sheet = FeatureSheet.Of(opened.Network, layer, source, units, [.. units.Select(unit => found[(int)unit])], session.Cancellation);
        NewFolder.Fill("--out", folder, partial =>
        {
            ImageFiles.WritePng(Path.Combine(partial, "sheet.png"), sheet);
            var file = Path.Combine(partial, "units.json");
            if (pictures.Own is null)
                FeatureFile.Write(file, opened, layer, pictures.World, images, found);
            else
                FeatureFile.Write(file, opened, layer, source, images, found);
        });
        var inactive = found.Count(unit => unit[0].Value <= 0);
        session.Report(new { Layer = layer, Units = found.Count, NeverActive = inactive, Images = images, Written = new[] { folder } }, output =>
        {
            output.WriteLine($"{Counted.Of(found.Count, "unit")} of {layer}, {inactive} of them never active in {Counted.Of(images, "image")}");
            output.WriteLine($"written  {folder}");
        });
        return ExitCodes.Fine;
    }
}
