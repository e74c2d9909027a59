using System.CommandLine;
using System.Globalization;
using VizBench.Cli.Applying;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>inversions: pictures inverted from the codes of many layers, by every method that inverts.</summary>
internal sealed class InversionsVerb : Verb
{
    // As many are optimized at once.
    private const int Most = 64;

    private readonly Argument<string> _network = new("NETWORK") { Description = "A network's name (vizbench list networks), or an ONNX file" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<string> _input = new("--input") { Description = "A .png, .jpg or .npy file, or world:SEED:INDEX", HelpName = "FILE", DefaultValueFactory = _ => "world:1000:5" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", "How many images of ConceptWorld to invert, from that of --input on; the table then has means with 95 % intervals [default: 1]", 1, Most);
    private readonly Option<string?> _layers = new("--layers") { Description = "Only layers whose names match (* and ?, separated by commas) [default: all but dropout, flatten and softmax]", HelpName = "GLOBS" };
    private readonly Option<string?> _methods = new("--methods") { Description = "Only methods whose ids match (* and ?, separated by commas)", HelpName = "GLOBS" };
    private readonly Option<string[]> _set = new("--set") { Description = "An option of the methods that have it (vizbench list methods)", HelpName = "KEY=VALUE" };
    private readonly Option<long?> _restarts = NumberParsing.WholeNumber("--restarts", "Inversions of each code, from noise of their own [default: 1]", 1, 64);
    private readonly Option<string?> _neighborhoods = new("--neighborhoods") { Description = "Invert also the middle of each code alone: so many rows and columns, separated by commas", HelpName = "NUMBERS" };
    private readonly Option<long?> _groups = NumberParsing.WholeNumber("--groups", "Invert also each of so many groups of channels alone", 2, 16);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Seed of the noise [default: 0]");
    private readonly Option<string?> _out = new("--out") { Description = "A new folder for inversions.md, .csv, .json and sheets of the pictures", HelpName = "DIR" };
    private readonly Option<string> _device = new("--device") { Description = "cpu, cuda or cuda:INDEX", HelpName = "DEVICE", DefaultValueFactory = _ => "cpu" };

    public InversionsVerb() => Command = new Command("inversions", "Inverts a picture's codes, or those of several, at the layers of a network: code error, PSNR, SSIM and time")
    {
        _network, _weights, _input, _images, _layers, _methods, _set, _restarts, _neighborhoods, _groups, _seed, _out, _device,
    };

    public override Command Command { get; }

    public override bool HasJson => true;

    public override bool KnowsMethods => true;

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench inversions alexnet-mini --out inversions",
        "./vizbench inversions vgg-mini --input photo.png --layers 'features.*' --restarts 4 --out inversions",
        "./vizbench inversions caffenet-mini --layers 'conv*' --neighborhoods 3,5 --groups 2 --out inversions",
        "./vizbench inversions caffenet-mini --input world:1000:0 --images 12 --layers 'relu*,fc8' --out inversions",
    ];

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetValue(_out);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        var settings = new InversionSettings
        {
            Layers = arguments.GetValue(_layers),
            Methods = arguments.GetValue(_methods),
            Options = Setting.ParseAll(arguments.GetValue(_set) ?? []),
            Restarts = (int)(arguments.GetValue(_restarts) ?? 1),
            Neighborhoods = NeighborhoodsOf(arguments.GetValue(_neighborhoods)),
            Groups = (int)(arguments.GetValue(_groups) ?? 0),
            Seed = arguments.GetValue(_seed) ?? 0,
        };
        var (name, device) = (arguments.GetRequiredValue(_network), DeviceArgument.Parse(arguments.GetRequiredValue(_device)));
        var inputs = InputsOf(InputArgument.Parse(arguments.GetRequiredValue(_input)), (int?)arguments.GetValue(_images), NetworkCatalogue.ArchitectureOf(name, arguments.GetValue(_weights)));
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var scope = NewDisposeScope();
        using var opened = session.Open(name, arguments.GetValue(_weights), ScalarType.Float32, device);
        var pictures = cat([.. inputs.Select(input => input.ToTensor(opened.Network.Architecture.Preprocessing, ScalarType.Float32, device))]);
        var set = ProgressDisplay.Run(session.Terminal, "inversions", display => InversionEvaluator.Run(
            opened, Named(inputs, pictures), settings, new SynchronousProgress<RunProgress>(progress => display.Report(progress.Fraction, progress.CaseId)), session.Cancellation));
        foreach (var note in set.Notes)
            session.Terminal.Note(note);
        if (folder is not null)
            NewFolder.Fill("--out", folder, partial => Fill(set, partial));
        if (session.PrintsJson)
            session.Terminal.Out.Write(InversionTable.Json(set));
        else
            session.Terminal.Out.Write(folder is null ? InversionTable.Markdown(set) : $"written  {folder}\n");
        return ExitCodes.Fine;
    }

    /// <exception cref="UserError">what can't be read, too many pictures, or a count of what is no image of ConceptWorld</exception>
    private static LoadedInput[] InputsOf(InputArgument input, int? images, Architecture architecture)
    {
        if (images is not null && input.World is null)
            throw new UserError($"--images {images}: it counts images of ConceptWorld, and --input is {input.Name}; give --input world:SEED:INDEX, or several pictures in one .npy file");
        if (input.World is not { } world)
        {
            var file = InputFiles.Read(input, architecture);
            return file.Array is { Shape: { Length: 4 } shape } && shape[0] > Most
                ? throw new UserError($"--input {input.Name}: it holds {shape[0]} pictures, and at most {Most} are inverted at once; give fewer")
                : [file];
        }

        var count = images ?? 1;
        if (world.Index > long.MaxValue - count)
            throw new UserError($"--images {count}: there are not so many images from {input.Name} on; give a smaller index");
        return [.. Enumerable.Range(0, count).Select(i => InputFiles.Read(input with { World = (world.Seed, world.Index + i) }, architecture))];
    }

    private static InversionInput Named(LoadedInput[] inputs, Tensor pictures)
    {
        var (first, count) = (inputs[0].Source, pictures.shape[0]);
        return inputs.Length > 1 ? new InversionInput($"{first.Name}..{inputs[^1].Source.World!.Value.Index}", [.. inputs.Select(input => input.Source.Name)], pictures)
            : count == 1 ? new InversionInput(first.Name, [first.Name], pictures)
            : new InversionInput(first.Name, [.. Enumerable.Range(0, (int)count).Select(i => FormattableString.Invariant($"{first.Name} {i}"))], pictures);
    }

    private static void Fill(InversionSet set, string folder)
    {
        void Text(string ending, string content) => AtomicFile.WriteText(Path.Combine(folder, $"inversions.{ending}"), content);
        void Sheet(string name, RgbImage? sheet)
        {
            if (sheet is not null)
                ImageFiles.WritePng(Path.Combine(folder, $"{name}.png"), sheet);
        }

        Text("md", InversionTable.Markdown(set));
        Text("csv", InversionTable.Csv(set));
        Text("json", InversionTable.Json(set));
        Sheet("inversions", InversionSheet.OfLayers(set));
        Sheet("restarts", InversionSheet.OfRestarts(set));
        Sheet("parts", InversionSheet.OfParts(set));
    }

    private static int[] NeighborhoodsOf(string? text) =>
    [
        .. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
                ? size
                : throw new UserError($"--neighborhoods {text}: it takes whole numbers from 1, separated by commas, for example 3,5")),
    ];
}
