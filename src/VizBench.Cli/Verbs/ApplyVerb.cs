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
    private readonly Argument<string> _method = new("METHOD") { Description = "A method's id (vizbench list methods); METHOD --help shows its options" };
    private readonly Option<string> _network = new("--network") { Description = "A network's name (vizbench list networks), or an ONNX file", HelpName = "NAME|FILE.onnx", Required = true };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };

    private readonly Option<string[]> _inputs = new("--input")
    {
        Description = "A .png or .jpg picture (resized and normalized as the network wants it), a folder of such pictures, a .npy array (NCHW or CHW, taken as it is), world:SEED:INDEX, an image of ConceptWorld, or painting:NAME[:SEED], a painting of the suite's own. Several form a batch, or are done one after the other where the method takes any size and theirs differ; ROLE=FILE names one by its role. Methods that paint from nothing take none",
        HelpName = "[ROLE=]FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _layer = new("--layer") { Description = "A layer's name (vizbench list layers NETWORK)", HelpName = "NAME" };
    private readonly Option<string?> _unit = new("--unit") { Description = "A channel of the layer, one position of it, a range of channels, or all", HelpName = "C[,Y,X]|A..B|all" };
    private readonly Option<string?> _target = new("--target") { Description = "A class by number or name, or one for each sample separated by commas; for a method that paints: one picture each, or all [default: the predicted class]", HelpName = "N|all" };
    private readonly Option<string[]> _settings = new("--set") { Description = "An option of the method (vizbench apply METHOD --help shows them)", HelpName = "KEY=VALUE" };
    private readonly Option<string?> _size = new("--size") { Description = "For methods that take pictures of any size: the longer side of the pictures in pixels, own for their own, network for the network's [default: own]", HelpName = "N|own|network" };
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Seed of whatever the method draws at random [default: 0]");
    private readonly Option<string?> _init = new("--init") { Description = "An array or picture at which an optimisation begins; short for --input init=FILE", HelpName = "FILE" };
    private readonly Option<long?> _every = NumberParsing.WholeNumber("--every", "Write an optimisation's pictures at every K-th step as an animated PNG beside --png");
    private readonly Option<string?> _trace = new("--trace") { Description = "Where to write how an optimisation went", HelpName = "FILE.json" };
    private readonly Option<string?> _out = new("--out") { Description = "Where to write the raw result", HelpName = "FILE.npy" };
    private readonly Option<string?> _png = new("--png") { Description = "Where to write the result as a picture", HelpName = "FILE.png" };
    private readonly Option<bool> _overlay = new("--overlay") { Description = "--png: lay an attribution's map over the picture that it explains" };
    private readonly Option<bool> _colorBar = new("--color-bar", "--colour-bar") { Description = "--png: put a bar below each map that says which value has which color" };
    private readonly EngineOptions _engine = new();

    public ApplyVerb()
    {
        Command = new Command("apply", "Applies one method to pictures or arrays") { _method, _network, _weights, _inputs, _layer, _unit, _target, _settings };
        _engine.AddTo(Command);
        foreach (var option in new Option[] { _size, _seed, _init, _every, _trace, _out, _png, _overlay, _colorBar })
            Command.Options.Add(option);
    }

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench apply saliency --network vgg-mini --input world:1000:0 --png saliency.png",
        "./vizbench apply smoothgrad --help",
        "./vizbench apply grad-cam --network vgg-mini --layer features.7 --input world:1000:0 --png overlay.png --overlay --color-bar",
        "./vizbench apply occlusion --network alexnet --weights alexnet.safetensors --input cat.jpg --target 281 --set window=3,32,32 --out occlusion.npy",
        "./vizbench apply am-fourier --network alexnet-mini-robust --target all --png classes.png",
        "./vizbench apply am-fourier --network vgg-mini --layer features.7 --unit all --png atlas.png",
        "./vizbench apply style-gatys --network vgg19 --weights vgg19.safetensors --input photo.jpg --input style=painting:strokes --size 512 --png stylized.png",
        "./vizbench apply forward --network vgg-mini --layer features.7 --input a.png --input b.png --out activations.npy",
    ];

    public override bool HasJson => true;

    public override bool KnowsMethods => true;

    public override void WriteHelp(ParseResult arguments, TextWriter output)
    {
        if (arguments.GetResult(_method) is not { Tokens: [var id, ..] })
            return;
        MethodPage.Write(output, MethodRegistry.Named(id.Value));
        output.WriteLine();
    }

    public override int Run(ParseResult arguments, Session session)
    {
        var request = RequestOf(arguments);
        var summaries = Application.Run(request, session);
        if (summaries.Count == 1)
            session.Report(summaries[0], output => TextTable.Write(output, summaries[0].Rows()));
        else
            session.Report(summaries, output => TextTable.Write(output, summaries.SelectMany((summary, i) => i == 0 ? summary.Rows() : summary.OwnRows())));
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
            Inputs = [.. (arguments.GetValue(_inputs) ?? []).Select(InputArgument.Parse), .. arguments.GetValue(_init) is { } init ? [InputArgument.Parse("init=" + init)] : Array.Empty<InputArgument>()],
            Layer = arguments.GetValue(_layer),
            Units = arguments.GetValue(_unit) is { } unit ? UnitArgument.Parse(unit) : null,
            Target = arguments.GetValue(_target),
            Precision = precision,
            Device = device,
            Threads = _engine.ThreadsOf(arguments),
            Size = PictureSize.Parse(arguments.GetValue(_size), info),
            Seed = arguments.GetValue(_seed) ?? 0,
            Every = (int?)arguments.GetValue(_every),
            TraceFile = arguments.GetValue(_trace),
            ArrayFile = arguments.GetValue(_out),
            PictureFile = arguments.GetValue(_png),
            Overlay = arguments.GetValue(_overlay),
            ColorBar = arguments.GetValue(_colorBar),
        };
        CheckInputs(info, request.Inputs);
        if (request.Every is { } every && (every < 1 || request.PictureFile is null || !info.Paints))
            throw new UserError($"--every {every}: it takes a whole number from 1 on, --png FILE.png beside which the frames go, and a method that optimises a picture");
        if (request.TraceFile is not null && !info.HasTrace)
            throw new UserError($"--trace: {info.Id} optimises nothing, so there is no trace; leave it out");
        CheckRendering(request);
        OutputPath.Check("--trace", request.TraceFile, ".json");
        OutputPath.Check("--out", request.ArrayFile, ".npy");
        OutputPath.Check("--png", request.PictureFile, ".png");
        return request;
    }

    /// <exception cref="UserError">a way of rendering that the method's result or the lack of --png has no use for</exception>
    private static void CheckRendering(ApplyRequest request)
    {
        var kind = request.Info.Description.Result;
        foreach (var (given, option, fits, what) in new[]
        {
            (request.Overlay, "--overlay", kind.IsAttribution(), "gives no map of its input's pixels"),
            (request.ColorBar, "--color-bar", kind.IsAttribution() || kind == ResultKind.Activations, "gives a picture, whose colors are its own"),
        })
        {
            if (given && request.PictureFile is null)
                throw new UserError($"{option} belongs to --png; name a picture with --png FILE.png");
            if (given && !fits)
                throw new UserError($"{option}: {request.Info.Id} {what}; leave it out");
        }
    }

    /// <exception cref="UserError">an input too many, or none where one is needed, or a role that the method doesn't know</exception>
    private static void CheckInputs(MethodInfo info, IReadOnlyList<InputArgument> inputs)
    {
        info.CheckRoles([.. inputs.Select(input => input.Role).OfType<string>()]);
        var plain = inputs.FirstOrDefault(input => input.Role is null);
        if (plain is null && !info.Description.Generates)
            throw new UserError($"{info.Id} needs an input; give one with --input FILE or --input world:SEED:INDEX");
        if (plain is not null && info.Description.Generates)
            throw new UserError($"--input {plain.Name}: {info.Id} paints from nothing; leave --input out, or give a start with --init FILE");
        if (inputs.Where(input => input.Role is not null).GroupBy(input => input.Role, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new UserError($"--input {twice.Key}=… is given twice; several pictures by one role go into one .npy array (N, C, H, W)");
    }
}
