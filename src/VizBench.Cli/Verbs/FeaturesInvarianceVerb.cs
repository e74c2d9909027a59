using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>features invariance: how features and answer change when the object is moved, scaled or turned.</summary>
internal sealed class FeaturesInvarianceVerb : FeatureVerb
{
    private const int DefaultImages = 5;
    private const int DefaultSteps = 17;

    private readonly Option<string?> _first = new("--first") { Description = "A low layer [default: the first rectified one]", HelpName = "NAME" };
    private readonly Option<string?> _top = new("--top") { Description = "A high layer [default: what the scores are made from]", HelpName = "NAME" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images, from the first of the world [default: {DefaultImages}]", 1, 12);
    private readonly Option<long?> _steps = NumberParsing.WholeNumber("--steps", $"Steps of each transformation, an odd number [default: {DefaultSteps}]", 3, 101);
    private readonly Option<string> _out = NewFolderOption("curves.png and invariance.json");

    public FeaturesInvarianceVerb()
        : base("invariance", "How far features and answer change under translation, scale and rotation of the object") => Add(_first, _top, _images, _steps, _out);

    public override IReadOnlyList<string> Examples => ["./vizbench features invariance alexnet-mini --out invariance"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var (folder, steps) = (arguments.GetRequiredValue(_out), (int)(arguments.GetValue(_steps) ?? DefaultSteps));
        NewFolder.Check("--out", folder);
        if (steps % 2 == 0)
            throw new UserError($"--steps {steps}: give an odd number, so that the middle step is the image as it is");
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = Open(arguments, session);
        var architecture = opened.Network.Architecture;
        var (first, top) = (arguments.GetValue(_first) ?? TypicalLayers.First(architecture), arguments.GetValue(_top) ?? TypicalLayers.Top(architecture));
        var world = WorldOf(arguments, architecture);
        var curves = ProgressDisplay.Run(session.Terminal, "invariance", display => FeatureInvariance.Of(
            opened.Network, first, top, world, (int)(arguments.GetValue(_images) ?? DefaultImages), steps, new SynchronousProgress<double>(display.Report), session.Cancellation));
        var sheet = InvarianceSheet.Of(opened.Network.Name, first, top, world, curves);
        NewFolder.Fill("--out", folder, partial =>
        {
            ImageFiles.WritePng(Path.Combine(partial, "curves.png"), sheet);
            AtomicFile.WriteText(Path.Combine(partial, "invariance.json"), Json.Of(new
            {
                Network = opened.Network.Name,
                opened.WeightsSha256,
                FirstLayer = first,
                TopLayer = top,
                World = new { world.Seed, world.Size },
                Curves = curves.Select(curve => new { Transform = curve.Transform.ToString(), curve.Image, curve.Class, curve.Amounts, curve.First, curve.Top, curve.Probability }),
            }));
        });
        session.ReportWritten(folder);
        return ExitCodes.Fine;
    }
}
