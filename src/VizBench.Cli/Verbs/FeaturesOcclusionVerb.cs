using System.CommandLine;
using VizBench.Cli.Applying;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Methods.Inputs;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>features occlusion: three panels of what a grey square changes.</summary>
internal sealed class FeaturesOcclusionVerb : Verb
{
    private readonly Argument<string> _network = new("NETWORK") { Description = "A network's name (vizbench list networks), or an ONNX file" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<string> _input = new("--input") { Description = "A .png, .jpg or .npy file, world:SEED:INDEX or painting:NAME[:SEED]", HelpName = "FILE", Required = true };
    private readonly Option<long?> _target = NumberParsing.WholeNumber("--target", "The class [default: the predicted one]", 0);
    private readonly Option<string?> _layer = new("--layer") { Description = "Whose strongest map is looked at [default: the last rectified one with maps]", HelpName = "NAME" };
    private readonly Option<long?> _window = NumberParsing.WholeNumber("--window", "Side of the square in pixels [default: a quarter of the image's]", 1);
    private readonly Option<long?> _stride = NumberParsing.WholeNumber("--stride", "Pixels between its places [default: a 32nd of the image's side]", 1);
    private readonly Option<string> _out = new("--out") { Description = "A new folder for panels.png and occlusion.json", HelpName = "DIR", Required = true };

    public FeaturesOcclusionVerb() => Command = new Command("occlusion", "What a grey square over each place changes: the strongest map, the class's probability, the answer") { _network, _weights, _input, _target, _layer, _window, _stride, _out };

    public override Command Command { get; }

    public override VerbGroup Group => VerbGroup.Features;

    public override IReadOnlyList<string> Examples => ["./vizbench features occlusion vgg-mini --input world:1000:5 --out occlusion"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetRequiredValue(_out);
        NewFolder.Check("--out", folder);
        var name = arguments.GetRequiredValue(_network);
        var input = InputFiles.Read(InputArgument.Parse(arguments.GetRequiredValue(_input)), NetworkCatalogue.ArchitectureOf(name, arguments.GetValue(_weights)));
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var scope = NewDisposeScope();
        using var opened = session.Open(name, arguments.GetValue(_weights), ScalarType.Float32, CPU);
        var architecture = opened.Network.Architecture;
        var layer = arguments.GetValue(_layer) ?? TypicalLayers.LastMaps(architecture);
        var value = input.ToTensor(architecture.Preprocessing, ScalarType.Float32, CPU).narrow(0, 0, 1);
        var target = arguments.GetValue(_target) ?? ForwardWalk.Logits(opened.Network, value).argmax(1).item<long>();
        if (target >= architecture.ClassCount)
            throw new UserError($"target {target} is out of range: {architecture.Name} has {architecture.ClassCount} classes, 0 to {architecture.ClassCount - 1}");
        var side = (int)value.shape[^1];
        var found = OcclusionSensitivity.Of(
            opened.Network, value, layer, target, (int)(arguments.GetValue(_window) ?? side / 4), (int)(arguments.GetValue(_stride) ?? Math.Max(1, side / 32)), session.Cancellation);
        var sheet = OcclusionSheet.Of(architecture, $"{architecture.Name} · {input.Source.Name}", InputTensors.ToPicture(value, 0, architecture.Preprocessing), found);
        NewFolder.Fill("--out", folder, partial =>
        {
            ImageFiles.WritePng(Path.Combine(partial, "panels.png"), sheet);
            AtomicFile.WriteText(Path.Combine(partial, "occlusion.json"), Json.Of(new { Network = architecture.Name, opened.WeightsSha256, Input = input.Source.Name, Found = found }));
        });
        session.ReportWritten(folder);
        return ExitCodes.Fine;
    }
}
