using System.CommandLine;
using System.Globalization;
using System.Text;
using VizBench.Cli.Arguments;
using VizBench.Cli.Running;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>features correspondence: whether covering the same part of several images changes the features alike.</summary>
internal sealed class FeaturesCorrespondenceVerb : FeatureVerb
{
    private const int DefaultImages = 5;

    private readonly Option<string> _class = new("--class") { Description = "The class whose parts are covered", HelpName = "NAME", DefaultValueFactory = _ => "face" };
    private readonly Option<string?> _layers = new("--layers") { Description = "Layers whose features are compared [default: the last with maps, and what the scores are made from]", HelpName = "NAME,…" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images of the class [default: {DefaultImages}]", 2, 100);
    private readonly Option<string?> _png = new("--png") { Description = "Where to write the covered images", HelpName = "FILE.png" };

    public FeaturesCorrespondenceVerb()
        : base("correspondence", "Whether covering the same part of several images changes the features alike") => Add(_class, _layers, _images, _png);

    public override IReadOnlyList<string> Examples => ["./vizbench features correspondence alexnet-mini --class face --images 10"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var file = arguments.GetValue(_png);
        OutputPath.Check("--png", file, ".png");
        var classIndex = ClassOf(arguments.GetRequiredValue(_class));
        var images = (int)(arguments.GetValue(_images) ?? DefaultImages);
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = Open(arguments, session);
        var architecture = opened.Network.Architecture;
        var layers = arguments.GetValue(_layers)?.Split(',') ?? [TypicalLayers.LastMaps(architecture), TypicalLayers.Top(architecture)];
        var world = WorldOf(arguments, architecture);
        var found = PartCorrespondence.Of(opened.Network, layers, world, classIndex, images, session.Cancellation);
        var table = new StringBuilder($"{opened.Network.Name}, {Counted.Of(images, "image")} of class {found.Class}: differing signs of the features' changes, mean ± deviation over pairs of images\n\n");
        MarkdownTable.Append(table, ["covered", .. found.Layers], found.Rows.Select(row => (IReadOnlyList<string>)[row.Part, .. row.ByLayer.Select(Cell)]), numbers: true);
        if (file is not null)
        {
            var rows = PartCorrespondence.Pictures(world, classIndex, images);
            ImageFiles.WritePng(file, new ContactSheet { RowHeaders = rows.Names, Rows = [.. rows.Pictures.Select(row => (IReadOnlyList<SheetCell>)[.. row.Select(picture => new SheetCell(picture))])] }.Render());
        }

        session.Report(new { Network = opened.Network.Name, Images = images, found.Class, found.Layers, found.Rows, Written = file is null ? [] : new[] { file } }, output => output.Write(table));
        return ExitCodes.Fine;
    }

    private static string Cell(SignChange change) => string.Create(CultureInfo.InvariantCulture, $"{change.Mean:0.000} ± {change.Deviation:0.000}");

    private static int ClassOf(string name)
    {
        for (var i = 0; i < World.Classes.Count; i++)
        {
            if (string.Equals(World.Classes[i], name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        throw new UserError($"--class {name}: ConceptWorld's classes are {string.Join(", ", World.Classes)}");
    }
}
