using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>applications security: fooling and adversarial images against real ones, and how far attributions move.</summary>
internal sealed class ApplicationsSecurityVerb : Verb
{
    private const int DefaultImages = 96;
    private const double DefaultEpsilon = 4;
    private const int DefaultSteps = 10;

    private readonly Argument<string> _network = new("NETWORK") { Description = "A network of ConceptWorld's classes (vizbench list networks)" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<string?> _methods = new("--methods") { Description = "Attribution methods by shell patterns, separated by commas [default: all that evaluate has]", HelpName = "GLOBS" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images that are attacked [default: {DefaultImages}]", 12, 100_000);
    private readonly Option<double?> _epsilon = NumberParsing.Number("--epsilon", $"The greatest change of a color value, of 0 … 255 [default: {DefaultEpsilon}]", "a number above 0, at most 255", value => value is > 0 and <= 255);
    private readonly Option<long?> _steps = NumberParsing.WholeNumber("--steps", $"Steps of the attack [default: {DefaultSteps}]", 1, 10_000);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 1000]");
    private readonly Option<string?> _out = new("--out") { Description = "A new folder for security.md and .json, and charts as .svg and .png", HelpName = "DIR" };

    public ApplicationsSecurityVerb() => Command = new Command("security", "Fooling and adversarial images against real ones in every layer; how far attributions move under a change that nobody sees")
    {
        _network, _weights, _methods, _images, _epsilon, _steps, _seed, _out,
    };

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Applications;

    public override bool HasJson => true;

    public override IReadOnlyList<string> Examples => ["./vizbench applications security alexnet-mini --methods 'saliency,smoothgrad,grad-cam,lrp' --out security"];

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetValue(_out);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = session.Open(arguments.GetRequiredValue(_network), arguments.GetValue(_weights), ScalarType.Float32, CPU);
        var settings = new SecuritySettings(
            arguments.GetValue(_images) ?? DefaultImages, arguments.GetValue(_epsilon) ?? DefaultEpsilon, (int)(arguments.GetValue(_steps) ?? DefaultSteps), arguments.GetValue(_methods),
            FeatureVerb.WorldOf(arguments.GetValue(_seed), opened.Network.Architecture));
        var report = ProgressDisplay.Run(session.Terminal, $"attacking {opened.Network.Name}", display => SecurityStudy.Of(opened, settings, new SynchronousProgress<double>(display.Report), session.Cancellation));
        if (folder is not null)
            NewFolder.Fill("--out", folder, partial => ApplicationTables.Write(partial, report));
        session.Terminal.Out.Write(session.PrintsJson ? ApplicationTables.Json(report) : folder is null ? ApplicationTables.Markdown(report) : $"written  {folder}\n");
        return ExitCodes.Fine;
    }
}
