using System.CommandLine;
using VizBench.Cli.Applying;
using VizBench.Cli.Arguments;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Methods;

namespace VizBench.Cli.Verbs;

/// <summary>apply METHOD: one method on one input, or on a batch of them.</summary>
internal sealed class ApplyVerb : Verb
{
    private readonly Argument<string> _method = new("METHOD") { Description = "A method's id (vizbench list methods)" };
    private readonly Option<string> _network = new("--network") { Description = "A network's name (vizbench list networks), or an ONNX file", HelpName = "NAME|FILE.onnx", Required = true };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };

    private readonly Option<string[]> _inputs = new("--input")
    {
        Description = "A .png or .jpg picture (resized and normalised as the network wants it), a .npy array (NCHW or CHW, taken as it is), or world:SEED:INDEX, an image of ConceptWorld. Several form a batch; ROLE=FILE names one by its role",
        HelpName = "[ROLE=]FILE",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _layer = new("--layer") { Description = "A layer's name (vizbench list layers NETWORK)", HelpName = "NAME" };
    private readonly Option<string?> _unit = new("--unit") { Description = "A channel of the layer, one position of it, a range of channels, or all", HelpName = "C[,Y,X]|A..B|all" };
    private readonly Option<string?> _target = new("--target") { Description = "A class by number or name, or one for each sample separated by commas [default: the predicted class]", HelpName = "N" };
    private readonly Option<string[]> _settings = new("--set") { Description = "An option of the method (vizbench list methods shows them)", HelpName = "KEY=VALUE" };
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Seed of whatever the method draws at random [default: 0]");
    private readonly Option<string?> _out = new("--out") { Description = "Where to write the raw result", HelpName = "FILE.npy" };
    private readonly Option<string?> _png = new("--png") { Description = "Where to write the result as a picture", HelpName = "FILE.png" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };
    private readonly EngineOptions _engine = new();

    public ApplyVerb()
    {
        Command = new Command("apply", "Applies one method to pictures or arrays") { _method, _network, _weights, _inputs, _layer, _unit, _target, _settings };
        _engine.AddTo(Command);
        foreach (var option in new Option[] { _seed, _out, _png, _json })
            Command.Options.Add(option);
    }

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench apply saliency --network vgg-mini --input world:1000:0 --png saliency.png",
        "./vizbench apply occlusion --network alexnet --weights alexnet.safetensors --input cat.jpg --target 281 --set window=3,32,32 --out occlusion.npy",
        "./vizbench apply forward --network vgg-mini --layer features.7 --input a.png --input b.png --out activations.npy",
    ];

    public override int Run(ParseResult arguments, Session session)
    {
        var request = RequestOf(arguments);
        var summary = Application.Run(request, session);
        if (arguments.GetValue(_json))
            session.Terminal.Out.WriteLine(Json.Of(summary));
        else
            TextTable.Write(session.Terminal.Out, summary.Rows());
        return ExitCodes.Fine;
    }

    private ApplyRequest RequestOf(ParseResult arguments)
    {
        var info = MethodRegistry.Named(arguments.GetRequiredValue(_method));
        var (precision, device) = (_engine.PrecisionOf(arguments), _engine.DeviceOf(arguments));
        Precision.CheckDevice(precision, device);
        var request = new ApplyRequest
        {
            Info = info,
            Method = info.Create(Setting.ParseAll(arguments.GetValue(_settings) ?? [])),
            Network = arguments.GetRequiredValue(_network),
            Weights = arguments.GetValue(_weights),
            Inputs = [.. arguments.GetRequiredValue(_inputs).Select(InputArgument.Parse)],
            Layer = arguments.GetValue(_layer),
            Units = arguments.GetValue(_unit) is { } unit ? UnitArgument.Parse(unit) : null,
            Target = arguments.GetValue(_target),
            Precision = precision,
            Device = device,
            Threads = _engine.ThreadsOf(arguments),
            Seed = arguments.GetValue(_seed) ?? 0,
            ArrayFile = arguments.GetValue(_out),
            PictureFile = arguments.GetValue(_png),
        };
        // No method of today names its inputs; one that does will say so in its registration.
        if (request.Inputs.FirstOrDefault(input => input.Role is not null) is { } named)
            throw new UserError($"{info.Id} takes no input by the role '{named.Role}'; give --input FILE");
        OutputPath.Check("--out", request.ArrayFile, ".npy");
        OutputPath.Check("--png", request.PictureFile, ".png");
        return request;
    }
}
