using System.CommandLine;
using System.Globalization;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Dissecting;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Networks;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>dissect: which concepts the units of networks detect, or those of given activations.</summary>
internal sealed class DissectVerb : Verb
{
    private const int TopImages = 8;

    private readonly Argument<string[]> _networks = new("NETWORK") { Description = "Networks' names (vizbench list networks), or ONNX files; several are compared; none with --activations", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<string?> _layers = new("--layers") { Description = "Only layers whose names match (* and ?, separated by commas) [default: all ReLUs with rows and columns]", HelpName = "GLOBS" };
    private readonly Option<string[]> _input = new("--input")
    {
        Description = "In place of ConceptWorld a folder in Broden's layout, or pictures, of which the colors are known: folders or files",
        HelpName = "FOLDER|FILE",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _probes = new("--probes") { Description = "In place of scenes ConceptWorld's single concepts of these categories: color, part, material, texture", HelpName = "NAMES" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", "How many images, from the first [default: 1000 of ConceptWorld, all of a folder]", 1);
    private readonly Option<long?> _seed = NumberParsing.WholeNumber("--seed", "Which world [default: 1000]");
    private readonly Option<double?> _quantile = NumberParsing.Number("--quantile", $"The share of a unit's activations above its threshold [default: {DissectionSettings.DefaultQuantile}]", "a share over 0 and below 1, for example 0.005", value => value is > 0 and < 1);
    private readonly Option<DissectionIou?> _iou = Choices.Option<DissectionIou>("--iou", "Which intersection over union [default: category-conditional, of arrays without --categories set]");
    private readonly Option<MapUpsampling?> _upsample = Choices.Option<MapUpsampling>("--upsample", "How maps come to the labels' size [default: bilinear]");
    private readonly Option<long?> _rotate = NumberParsing.WholeNumber("--rotate", "Rotate the units of each layer at random, by this seed: the control of the paper", helpName: "SEED");
    private readonly Option<bool> _tuning = new("--tuning") { Description = "Check labels by pictures of single concepts" };
    private readonly Option<long?> _ablate = NumberParsing.WholeNumber("--ablate", "Set the N units of each layer that coincide best with a class's object to zero: how accuracies fall", 1, int.MaxValue);
    private readonly Option<string?> _activations = new("--activations") { Description = "In place of a network: a .npy file of activations, (N, units, h, w)", HelpName = "FILE" };
    private readonly Option<string?> _masks = new("--masks") { Description = "With --activations: a .npy file of masks, (N, concepts, H, W)", HelpName = "FILE" };
    private readonly Option<string?> _categories = new("--categories") { Description = "With --masks: the category of each concept, whole numbers separated by commas", HelpName = "NUMBERS" };
    private readonly Option<string?> _out = new("--out") { Description = "A new folder for tables, charts and sheets of units; with --activations a new .npy file for the IoU, (units, concepts)", HelpName = "DIR|FILE" };

    public DissectVerb() => Command = new Command("dissect", "Network dissection: which concepts the units of networks, or those of given activations, detect")
    {
        _networks, _weights, _layers, _input, _probes, _images, _seed, _quantile, _iou, _upsample, _rotate, _tuning, _ablate, _activations, _masks, _categories, _out,
    };

    public override Command Command { get; }

    public override bool HasJson => true;

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench dissect vgg-mini --out dissection",
        "./vizbench dissect vgg-mini --layers features.14 --tuning --ablate 8",
        "./vizbench dissect alexnet-mini caffenet-mini --layers 'relu*' --images 10000 --out comparison",
        "./vizbench dissect vgg-mini --layers features.14 --rotate 0",
        "./vizbench dissect resnet18 --weights resnet18.pth --input broden1_224 --out broden",
        "./vizbench dissect --activations activations.npy --masks masks.npy --iou set --out iou.npy",
    ];

    public override int Run(ParseResult arguments, Session session)
    {
        var (networks, file) = (arguments.GetValue(_networks) ?? [], arguments.GetValue(_activations));
        if (networks.Length == 0 == file is null)
            throw new UserError("dissect takes a NETWORK, or --activations and --masks; give one of the two");
        TorchEngine.Initialise(Environment.ProcessorCount);
        if (file is null)
            OfNetworks(arguments, session, networks);
        else
            ArraysOf(arguments, file).Dissect(arguments.GetValue(_quantile) ?? DissectionSettings.DefaultQuantile, arguments.GetValue(_iou), arguments.GetValue(_out), session);
        return ExitCodes.Fine;
    }

    private void OfNetworks(ParseResult arguments, Session session, string[] names)
    {
        Refuse(arguments, "a network", _masks, _categories);
        if (names.Length > 1)
            Refuse(arguments, "several networks", _weights);
        NetworkNames.Check(names);
        var folder = arguments.GetValue(_out);
        if (folder is not null)
            NewFolder.Check("--out", folder);
        var pictures = new LabeledPictures(arguments.GetValue(_input) ?? [], arguments.GetValue(_probes), arguments.GetValue(_images));
        CheckGoTogether(arguments, pictures);
        NetworkDissection[] found = [.. names.Select(name => Of(name, arguments, pictures, folder is not null, session))];
        if (folder is not null)
        {
            NewFolder.Fill("--out", folder, partial =>
            {
                if (found.Length == 1)
                    found[0].Write(partial);
                else
                    NetworkDissection.WriteComparison(partial, found);
            });
        }

        DissectionReport[] reports = [.. found.Select(one => one.Report)];
        if (session.PrintsJson)
            session.Terminal.Out.Write(reports.Length == 1 ? DissectionTable.Json(reports[0]) : DissectionTable.Json(reports));
        else
            session.Terminal.Out.Write(folder is not null ? $"written  {folder}\n" : reports.Length == 1 ? DissectionTable.Markdown(reports[0]) : DissectionTable.ComparisonMarkdown(reports));
    }

    private NetworkDissection Of(string name, ParseResult arguments, LabeledPictures pictures, bool hasFolder, Session session)
    {
        using var opened = session.Open(name, arguments.GetValue(_weights), ScalarType.Float32, CPU);
        var architecture = opened.Network.Architecture;
        var world = FeatureVerb.WorldOf(arguments.GetValue(_seed), architecture);
        var request = new DissectionRequest
        {
            Layers = LayersOf(architecture, arguments.GetValue(_layers)),
            Dataset = pictures.Open(world, session),
            World = world,
            Tuning = arguments.GetValue(_tuning),
            Ablate = (int?)arguments.GetValue(_ablate),
            Settings = new DissectionSettings
            {
                Quantile = arguments.GetValue(_quantile) ?? DissectionSettings.DefaultQuantile,
                Iou = arguments.GetValue(_iou) ?? DissectionIou.CategoryConditional,
                Upsampling = arguments.GetValue(_upsample) ?? MapUpsampling.Bilinear,
                Rotation = arguments.GetValue(_rotate),
                TopImages = hasFolder ? TopImages : 0,
            },
        };
        return ProgressDisplay.Run(session.Terminal, $"{name}: {Counted.Of(request.Dataset.Count, "image")}", display => NetworkDissection.Of(
            opened, request, new SynchronousProgress<double>(display.Report), session.Cancellation));
    }

    private void CheckGoTogether(ParseResult arguments, LabeledPictures pictures)
    {
        if (arguments.GetValue(_ablate) is not null && !pictures.IsWorld)
            throw new UserError("--ablate looks at the objects and classes of ConceptWorld's scenes; leave out --input and --probes");
        if (arguments.GetValue(_ablate) is not null && arguments.GetValue(_rotate) is not null)
            throw new UserError("--ablate sets units of the network to zero, and with --rotate there are others; give one of the two");
        if (pictures.Folders.Count > 0)
            Refuse(arguments, "--input", _seed);
        if (arguments.GetValue(_tuning) && pictures.Folders.Count > 0)
            throw new UserError("--tuning shows ConceptWorld's concepts alone, and those of --input are others; give one of the two");
    }

    private GivenArrays ArraysOf(ParseResult arguments, string activations)
    {
        Refuse(arguments, "--activations", _weights, _layers, _input, _probes, _upsample, _rotate, _tuning, _ablate);
        if (arguments.GetResult(_images) is not null || arguments.GetResult(_seed) is not null)
            throw new UserError("--images and --seed: with --activations the images are those of the files; leave them out");
        var masks = arguments.GetValue(_masks) ?? throw new UserError("--activations needs --masks, where the concepts are; give a .npy file (N, concepts, H, W)");
        return new GivenArrays(activations, masks, CategoriesOf(arguments.GetValue(_categories)));
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

    private static int[]? CategoriesOf(string? text) => text is null ? null :
    [
        .. text.Split(',', StringSplitOptions.TrimEntries).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var category)
            ? category
            : throw new UserError($"--categories {text}: it takes whole numbers from 0, separated by commas, one for each concept")),
    ];

    private static void Refuse(ParseResult arguments, string with, params Option[] options)
    {
        if (options.FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false }) is { } odd)
            throw new UserError($"{odd.Name} has no effect with {with}; leave it out");
    }
}
