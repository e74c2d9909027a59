using System.CommandLine;
using VizBench.Cli.Applying;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Relevance.Paths;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>paths: the influential pathways of one prediction as a picture, with what each strong unit looks for.</summary>
internal sealed class PathsVerb : Verb
{
    private const int DefaultImages = 600;
    private const int References = 9;

    private readonly Argument<string> _network = new("NETWORK") { Description = "A network's name (vizbench list networks), or an ONNX file" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<string> _input = new("--input") { Description = "A .png, .jpg or .npy file, world:SEED:INDEX or painting:NAME[:SEED]", HelpName = "FILE", Required = true };
    private readonly Option<long?> _target = NumberParsing.WholeNumber("--target", "The class [default: the predicted one]", 0);
    private readonly Option<string[]> _set = new("--set") { Description = "An option of relevance-paths (vizbench list methods)", HelpName = "KEY=VALUE" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images of ConceptWorld among which the reference images are found [default: {DefaultImages}]", 1);
    private readonly Option<string> _out = new("--out") { Description = "A new folder for paths.png, units.png and paths.json", HelpName = "DIR", Required = true };

    public PathsVerb() => Command = new Command("paths", "The influential pathways of one prediction, and what each of their units looks for") { _network, _weights, _input, _target, _set, _images, _out };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
        ["./vizbench paths vgg-mini --input world:1000:5 --out paths", "./vizbench paths resnet-mini --input world:1000:0 --set top=3 --set composite=epsilon-gamma-box --out paths"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetRequiredValue(_out);
        NewFolder.Check("--out", folder);
        var settings = Setting.ParseAll(arguments.GetValue(_set) ?? []);
        var method = (RelevancePaths)MethodRegistry.Named("relevance-paths").Create(settings);
        var name = arguments.GetRequiredValue(_network);
        var input = InputFiles.Read(InputArgument.Parse(arguments.GetRequiredValue(_input)), NetworkCatalogue.ArchitectureOf(name, arguments.GetValue(_weights)));
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var scope = NewDisposeScope();
        using var opened = session.Open(name, arguments.GetValue(_weights), ScalarType.Float32, CPU);
        var architecture = opened.Network.Architecture;
        var value = input.ToTensor(architecture.Preprocessing, ScalarType.Float32, CPU).narrow(0, 0, 1);
        var target = arguments.GetValue(_target) ?? ForwardWalk.Logits(opened.Network, value).argmax(1).item<long>();
        var source = ReferenceSource(architecture, session);
        var tracing = ProgressDisplay.Run(session.Terminal, "paths", display => PathTracing.Of(
            method, opened.Network, value, target, source, arguments.GetValue(_images) ?? DefaultImages, References, new SynchronousProgress<double>(display.Report), session.Cancellation));
        var className = target < architecture.Classes.Count ? architecture.Classes[(int)target] : $"class {target}";
        var picture = PathPicture.Of(tracing, $"{architecture.Name} · {input.Source.Name}", InputTensors.ToPicture(value, 0, architecture.Preprocessing), className);
        NewFolder.Fill("--out", folder, partial =>
        {
            ImageFiles.WritePng(Path.Combine(partial, "paths.png"), picture);
            ImageFiles.WritePng(Path.Combine(partial, "units.png"), Sheet(tracing));
            AtomicFile.WriteText(Path.Combine(partial, "paths.json"), Json.Of(tracing.Graph));
        });
        session.ReportWritten(folder);
        return ExitCodes.Fine;
    }

    /// <summary>Images of ConceptWorld; null, with a remark, where the network's input has another number of channels than pictures have.</summary>
    private static PictureSequence? ReferenceSource(Architecture architecture, Session session)
    {
        if (PlanarImage.CanShow((int)architecture.InputShape[0]))
            return PictureSequence.Of(new World(FeatureVerb.WorldOf(null, architecture)));
        session.Terminal.Note($"no reference images: {architecture.Name} takes {architecture.InputShape[0]} channels, and the images of ConceptWorld have one (grey) or three (color)");
        return null;
    }

    /// <summary>Each unit with the relevance that went through it and its reference images.</summary>
    private static RgbImage Sheet(PathTracing tracing) => new ContactSheet
    {
        ColumnHeaders = tracing.Units.Any(unit => unit.References.Count > 0) ? ["relevance", "excited most by"] : ["relevance"],
        RowHeaders = [.. tracing.Units.Select(unit => $"{unit.Layer} unit {unit.Unit}")],
        Rows = [.. tracing.Units.Select(unit => (IReadOnlyList<SheetCell>)[new(unit.Relevance), .. unit.References.Select(reference => new SheetCell(Upscale.ToFit(reference, 64)))])],
    }.Render();
}
