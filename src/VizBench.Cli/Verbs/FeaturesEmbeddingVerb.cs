using System.CommandLine;
using System.Text;
using VizBench.Cli.Arguments;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>features embedding: images in the plane, those with similar codes near each other.</summary>
internal sealed class FeaturesEmbeddingVerb : FeatureVerb
{
    private const int DefaultImages = 400;
    private const int DefaultAxes = 50;
    private const int DefaultSize = 48;

    private readonly Option<string?> _layer = new("--layer") { Description = "The layer whose values are an image's code (vizbench list layers NETWORK) [default: the last before the logits]", HelpName = "NAME" };
    private readonly SeenPicturesOptions _pictures = new("are laid out", DefaultImages);
    private readonly Option<long?> _axes = NumberParsing.WholeNumber("--axes", $"Principal axes that codes are reduced to [default: {DefaultAxes}]", 2, 1000);
    private readonly Option<double?> _perplexity = NumberParsing.Number("--perplexity", $"About how many neighbors an image has [default: {EmbeddingSettings.UsualPerplexity}, or a third of the others where there are few]", "a number above 1, for example 20", value => value > 1);
    private readonly Option<long?> _size = NumberParsing.WholeNumber("--thumbnail", $"The longer side of a picture, pixels [default: {DefaultSize}]", 8, 512);
    private readonly Option<long?> _start = NumberParsing.WholeNumber("--start-seed", "The seed of the layout's start [default: 0]");
    private readonly Option<string> _out = NewFolderOption("sheet.png, embedding.csv and embedding.json");

    public FeaturesEmbeddingVerb()
        : base("embedding", "Images in the plane by a layer's codes (PCA, then t-SNE), on a grid of thumbnails") => Add(_layer, _pictures.Images, _pictures.Input, _axes, _perplexity, _size, _start, _out);

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench features embedding vgg-mini --out embedding",
        "./vizbench features embedding vgg-mini --layer features.14 --images 900 --perplexity 50 --out embedding",
        "./vizbench features embedding resnet18 --weights resnet18.pth --input photos/ --out embedding",
    ];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var folder = arguments.GetRequiredValue(_out);
        NewFolder.Check("--out", folder);
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = Open(arguments, session);
        var architecture = opened.Network.Architecture;
        var layer = architecture.LayerNamed(arguments.GetValue(_layer) ?? architecture.Output.Inputs[0]).Name;
        var pictures = _pictures.Of(arguments, WorldOf(arguments, architecture), session);
        var (source, images) = (pictures.Source, pictures.Count);
        var settings = new EmbeddingSettings(images, (int)(arguments.GetValue(_axes) ?? DefaultAxes), arguments.GetValue(_perplexity) ?? EmbeddingSettings.PerplexityFor(images), arguments.GetValue(_start) ?? 0);
        var (names, classes) = ClassesOf(pictures);
        var (embedding, sheet) = ProgressDisplay.Run(session.Terminal, Counted.Of(settings.Images, "image"), display =>
        {
            var found = ImageEmbedding.Of(
                opened.Network, layer, source, classes, settings, new SynchronousProgress<double>(display.Report), session.Cancellation);
            return (found, found.Sheet(opened.Network, source, names, (int)(arguments.GetValue(_size) ?? DefaultSize), session.Cancellation));
        });
        var document = new
        {
            Network = opened.Network.Name,
            opened.WeightsSha256,
            embedding.Layer,
            settings.Images,
            World = pictures.Facts,
            settings.Axes,
            settings.Perplexity,
            StartSeed = settings.Seed,
            embedding.Neighbors,
            embedding.Trustworthiness,
            embedding.Continuity,
            embedding.Divergence,
            embedding.PlaneAccuracy,
            embedding.CodeAccuracy,
            Written = new[] { folder },
        };
        NewFolder.Fill("--out", folder, partial =>
        {
            ImageFiles.WritePng(Path.Combine(partial, "sheet.png"), sheet);
            AtomicFile.WriteText(Path.Combine(partial, "embedding.csv"), Csv(embedding, source, names));
            AtomicFile.WriteText(Path.Combine(partial, "embedding.json"), Json.Of(document));
        });
        session.Report(document, output =>
        {
            output.WriteLine(FormattableString.Invariant($"{settings.Images} images by {embedding.Layer}: trustworthiness {embedding.Trustworthiness:0.000}, continuity {embedding.Continuity:0.000} ({embedding.Neighbors} neighbors), divergence {embedding.Divergence:0.000} nats"));
            if (embedding.PlaneAccuracy is { } plane)
                output.WriteLine(FormattableString.Invariant($"{100 * plane:0.0} % have their class's images around them, by the codes themselves {100 * embedding.CodeAccuracy:0.0} %"));
            output.WriteLine($"written  {folder}");
        });
        return ExitCodes.Fine;
    }

    /// <summary>Names of the classes, and the class of each picture; a folder whose pictures haven't all got a class has none.</summary>
    private static (IReadOnlyList<string> Names, IReadOnlyList<long>? Classes) ClassesOf(SeenPictures pictures)
    {
        if (pictures.Own is not { } own)
            return (World.Classes, [.. Enumerable.Range(0, (int)pictures.Count).Select(image => (long)(image % World.Classes.Count))]);
        if (own.Pictures.Any(picture => picture.Class is null))
            return ([], null);
        var names = own.Pictures.Select(picture => picture.Class!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return (names, [.. own.Pictures.Select(picture => (long)names.IndexOf(picture.Class!))]);
    }

    private static string Csv(ImageEmbedding embedding, PictureSequence source, IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        CsvTable.AppendRow(text, "image", "name", "class", "x", "y", "column", "row");
        for (var image = 0; image < embedding.Places.Count; image++)
        {
            CsvTable.AppendRow(
                text, image, source.NameOf(image), embedding.Classes is { } classes ? names[(int)classes[image]] : null, embedding.Places[image][0], embedding.Places[image][1], embedding.Cells[image].Column, embedding.Cells[image].Row);
        }

        return text.ToString();
    }
}
