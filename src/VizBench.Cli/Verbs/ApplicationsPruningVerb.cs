using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>applications pruning: units go by evidence from visualization, and by magnitude.</summary>
internal sealed class ApplicationsPruningVerb : Verb
{
    private const int DefaultImages = 600;
    private const int DefaultSteps = 64;
    private const int DefaultPoints = 16;

    private readonly Argument<string> _network = new("NETWORK") { Description = "A network of ConceptWorld's classes (vizbench list networks)" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<string> _layer = new("--layer") { Description = "A ReLU behind a convolution (vizbench list layers NETWORK)", HelpName = "NAME", Required = true };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images to find evidence with, and as many others to measure accuracy on [default: {DefaultImages}]", 12, 1_000_000);
    private readonly Option<long?> _steps = NumberParsing.WholeNumber("--steps", $"Steps of activation maximization [default: {DefaultSteps}]", 1, 100_000);
    private readonly Option<long?> _points = NumberParsing.WholeNumber("--points", $"Points of the curves [default: {DefaultPoints}]", 2, 256);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 1000]");
    private readonly Option<string?> _out = new("--out") { Description = "A new folder for pruning.md, .csv, .json, .svg and .png", HelpName = "DIR" };

    public ApplicationsPruningVerb() => Command = new Command("pruning", "Accuracy while units are removed: by dissection, by activation maximization, by magnitude and at random")
    {
        _network, _weights, _layer, _images, _steps, _points, _seed, _out,
    };

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Applications;

    public override bool HasJson => true;

    public override IReadOnlyList<string> Examples => ["./vizbench applications pruning vgg-mini --layer features.14 --out pruning"];

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetValue(_out);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = session.Open(arguments.GetRequiredValue(_network), arguments.GetValue(_weights), ScalarType.Float32, CPU);
        var settings = new PruningSettings(
            arguments.GetRequiredValue(_layer), arguments.GetValue(_images) ?? DefaultImages, (int)(arguments.GetValue(_steps) ?? DefaultSteps), (int)(arguments.GetValue(_points) ?? DefaultPoints),
            FeatureVerb.WorldOf(arguments.GetValue(_seed), opened.Network.Architecture));
        var curves = ProgressDisplay.Run(session.Terminal, $"pruning {opened.Network.Name}", display => PruningStudy.Of(opened, settings, new SynchronousProgress<double>(display.Report), session.Cancellation));
        var study = new PruningReport(opened.Network.Name, opened.WeightsSha256, settings, curves);
        if (folder is not null)
            NewFolder.Fill("--out", folder, partial => ApplicationTables.Write(partial, study));
        session.Terminal.Out.Write(session.PrintsJson ? ApplicationTables.Json(study) : folder is null ? ApplicationTables.Markdown(study) : $"written  {folder}\n");
        return ExitCodes.Fine;
    }
}
