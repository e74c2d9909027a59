using System.CommandLine;
using System.Globalization;
using VizBench.Arrays;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>dissect: which concepts the units of a network detect, or those of given activations.</summary>
internal sealed class DissectVerb : Verb
{
    private const int DefaultImages = 1000;

    private readonly Argument<string?> _network = new("NETWORK") { Description = "A network's name (vizbench list networks), or an ONNX file; none with --activations", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<string?> _layers = new("--layers") { Description = "Only layers whose names match (* and ?, separated by commas) [default: all ReLUs with rows and columns]", HelpName = "GLOBS" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images of ConceptWorld [default: {DefaultImages}]", 1);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 1000]");
    private readonly Option<string> _quantile = new("--quantile") { Description = "The share of a unit's activations above its threshold", HelpName = "NUMBER", DefaultValueFactory = _ => "0.005" };
    private readonly Option<DissectionIou?> _iou = Choice<DissectionIou>("--iou", "Which intersection over union [default: category-conditional, of arrays without --categories set]");
    private readonly Option<MapUpsampling?> _upsample = Choice<MapUpsampling>("--upsample", "How maps come to the masks' size [default: bilinear]");
    private readonly Option<long?> _rotate = NumberParsing.WholeNumber("--rotate", "Rotate the units of each layer at random, by this seed: the control of the paper", helpName: "SEED");
    private readonly Option<string?> _activations = new("--activations") { Description = "In place of a network: a .npy file of activations, (N, units, h, w)", HelpName = "FILE" };
    private readonly Option<string?> _masks = new("--masks") { Description = "With --activations: a .npy file of masks, (N, concepts, H, W)", HelpName = "FILE" };
    private readonly Option<string?> _categories = new("--categories") { Description = "With --masks: the category of each concept, whole numbers separated by commas", HelpName = "NUMBERS" };
    private readonly Option<string?> _out = new("--out") { Description = "A new folder for dissection.md, .csv and .json; with --activations a .npy file for the IoU, (units, concepts)", HelpName = "DIR|FILE" };

    public DissectVerb() => Command = new Command("dissect", "Network dissection: which concepts the units of a network, or those of given activations, detect")
    {
        _network, _weights, _layers, _images, _seed, _quantile, _iou, _upsample, _rotate, _activations, _masks, _categories, _out,
    };

    public override Command Command { get; }

    public override bool HasJson => true;

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench dissect vgg-mini --out dissection",
        "./vizbench dissect alexnet-mini --layers 'relu*' --images 10000 --upsample receptive-field --out dissection",
        "./vizbench dissect vgg-mini --layers features.14 --rotate 0",
        "./vizbench dissect --activations activations.npy --masks masks.npy --iou set --out iou.npy",
    ];

    public override int Run(ParseResult arguments, Session session)
    {
        var (network, file) = (arguments.GetValue(_network), arguments.GetValue(_activations));
        if (network is null == file is null)
            throw new UserError("dissect takes a NETWORK, or --activations and --masks; give one of the two");
        TorchEngine.Initialise(Environment.ProcessorCount);
        return file is null ? OfNetwork(arguments, session, network!) : OfArrays(arguments, session, file);
    }

    private int OfNetwork(ParseResult arguments, Session session, string name)
    {
        Refuse(arguments, "a network", _masks, _categories);
        var folder = arguments.GetValue(_out);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        var settings = new DissectionSettings
        {
            Quantile = QuantileOf(arguments),
            Iou = arguments.GetValue(_iou) ?? DissectionIou.CategoryConditional,
            Upsampling = arguments.GetValue(_upsample) ?? MapUpsampling.Bilinear,
            Rotation = arguments.GetValue(_rotate),
        };
        using var opened = session.Open(name, arguments.GetValue(_weights), ScalarType.Float32, CPU);
        var layers = LayersOf(opened.Network.Architecture, arguments.GetValue(_layers));
        var dataset = ConceptDataset.Of(FeatureVerb.WorldOf(arguments.GetValue(_seed), opened.Network.Architecture), arguments.GetValue(_images) ?? DefaultImages);
        var found = ProgressDisplay.Run(session.Terminal, $"{dataset.Count} images", display => Dissector.Run(
            opened.Network, layers, dataset, settings, new SynchronousProgress<double>(display.Report), session.Cancellation));
        var report = DissectionReport.Of(opened, dataset, settings, found);
        if (folder is not null)
        {
            NewFolder.Fill("--out", folder, partial =>
            {
                AtomicFile.WriteText(Path.Combine(partial, "dissection.md"), DissectionTable.Markdown(report));
                AtomicFile.WriteText(Path.Combine(partial, "dissection.csv"), DissectionTable.Csv(report));
                AtomicFile.WriteText(Path.Combine(partial, "dissection.json"), DissectionTable.Json(report));
            });
        }

        if (session.PrintsJson)
            session.Terminal.Out.Write(DissectionTable.Json(report));
        else
            session.Terminal.Out.Write(folder is null ? DissectionTable.Markdown(report) : $"written  {folder}\n");
        return ExitCodes.Fine;
    }

    private int OfArrays(ParseResult arguments, Session session, string activations)
    {
        Refuse(arguments, "--activations", _weights, _layers, _upsample, _rotate);
        if (arguments.GetResult(_images) is not null || arguments.GetResult(_seed) is not null)
            throw new UserError("--images and --seed: with --activations the images are those of the files; leave them out");
        var masks = arguments.GetValue(_masks) ?? throw new UserError("--activations needs --masks, where the concepts are; give a .npy file (N, concepts, H, W)");
        var categories = CategoriesOf(arguments.GetValue(_categories));
        var iou = arguments.GetValue(_iou) ?? (categories is null ? DissectionIou.Set : DissectionIou.CategoryConditional);
        using var scope = NewDisposeScope();
        var maps = TensorArrays.FromNdArray(NpyFile.Read(activations), ScalarType.Float64, CPU);
        var thresholds = ArrayDissection.Thresholds(maps, QuantileOf(arguments));
        var found = ArrayDissection.Iou(maps, thresholds, TensorArrays.FromNdArray(NpyFile.Read(masks), ScalarType.Float64, CPU), iou, categories);
        var file = arguments.GetValue(_out);
        if (file is not null)
            AtomicFile.Write(file, stream => NpyFile.Write(stream, NdArray.Of(found.Cast<double>().ToArray(), found.GetLength(0), found.GetLength(1))));
        var units = thresholds.Select((threshold, unit) => BestOf(unit, threshold, found)).ToArray();
        session.Report(new { Units = units, Written = file is null ? [] : new[] { file } }, output =>
        {
            foreach (var unit in units)
                output.WriteLine(unit.Concept is null ? $"unit {unit.Unit}  no concept" : FormattableString.Invariant($"unit {unit.Unit}  concept {unit.Concept}  IoU {unit.Iou:0.0000}{(unit.IsDetector ? "  detector" : "")}"));
            if (file is not null)
                output.WriteLine($"written  {file}");
        });
        return ExitCodes.Fine;
    }

    private sealed record ArrayUnit(int Unit, double Threshold, int? Concept, double Iou)
    {
        public bool IsDetector => Iou > Dissector.DetectorIou;
    }

    private static ArrayUnit BestOf(int unit, double threshold, double[,] iou)
    {
        var (concept, best) = DissectionReport.BestOf(iou, unit);
        return new ArrayUnit(unit, threshold, concept, best);
    }

    private static IReadOnlyList<string> LayersOf(Architecture architecture, string? globs)
    {
        string[] layers = [.. architecture.Layers.Where(layer => globs is null
            ? layer.Operation is ReLU && LastSpatialLayer.IsSpatial(architecture, layer.Name)
            : Glob.Matches(globs, layer)).Select(layer => layer.Name)];
        return layers.Length > 0
            ? layers
            : throw new UserError(globs is null
                ? $"{architecture.Name} has no ReLU with rows and columns; name layers with --layers (vizbench list layers {architecture.Name})"
                : $"--layers {globs}: no layer of {architecture.Name} matches (vizbench list layers {architecture.Name})");
    }

    private double QuantileOf(ParseResult arguments)
    {
        var text = arguments.GetRequiredValue(_quantile);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1
            ? share
            : throw new UserError($"--quantile can't be '{text}': it takes a share over 0 and below 1, for example 0.005");
    }

    private static int[]? CategoriesOf(string? text) => text is null ? null :
    [
        .. text.Split(',', StringSplitOptions.TrimEntries).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var category)
            ? category
            : throw new UserError($"--categories {text}: it takes whole numbers from 0, separated by commas, one for each concept")),
    ];

    private static void Refuse(ParseResult arguments, string with, params Option[] options)
    {
        if (options.FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false }) is { } odd)
            throw new UserError($"{odd.Name}: it says nothing with {with}; leave it out");
    }

    private static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var choices = Names.ChoicesOf<T>();
        return new(name)
        {
            Description = $"{description}: {string.Join(" or ", choices.Keys)}",
            HelpName = "NAME",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (choices.TryGetValue(text, out var value))
                    return value;
                result.AddError($"{name} can't be '{text}': it takes {string.Join(" or ", choices.Keys)}");
                return null;
            },
        };
    }
}
