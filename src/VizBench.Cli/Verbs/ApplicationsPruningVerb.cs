using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Data.ConceptWorld;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>applications pruning: units go by evidence from visualization, and by magnitude.</summary>
internal sealed class ApplicationsPruningVerb : ApplicationVerb<PruningReport>
{
    private const int DefaultImages = 600;
    private const int DefaultSteps = 64;
    private const int DefaultPoints = 16;

    private readonly Option<string> _layer = new("--layer") { Description = "A ReLU behind a convolution (vizbench list layers NETWORK)", HelpName = "NAME", Required = true };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images to find evidence with, and as many others to measure accuracy on [default: {DefaultImages}]", 12, 1_000_000);
    private readonly Option<long?> _steps = NumberParsing.WholeNumber("--steps", $"Steps of activation maximization [default: {DefaultSteps}]", 1, 100_000);
    private readonly Option<long?> _points = NumberParsing.WholeNumber("--points", $"Points of the curves [default: {DefaultPoints}]", 2, 256);

    public ApplicationsPruningVerb()
        : base("pruning", "Accuracy while units are removed: by dissection, by activation maximization, by magnitude and at random", "pruning.md, .csv, .json, .svg and .png") => Add(_layer, _images, _steps, _points);

    public override IReadOnlyList<string> Examples => ["./vizbench applications pruning vgg-mini --layer features.14 --out pruning"];

    protected override string Doing => "pruning";

    protected override PruningReport Study(ParseResult arguments, OpenedNetwork opened, WorldOptions world, IProgress<double> progress, CancellationToken cancellation)
    {
        var settings = new PruningSettings(
            arguments.GetRequiredValue(_layer), arguments.GetValue(_images) ?? DefaultImages, (int)(arguments.GetValue(_steps) ?? DefaultSteps), (int)(arguments.GetValue(_points) ?? DefaultPoints), world);
        return new PruningReport(opened.Network.Name, opened.WeightsSha256, settings, PruningStudy.Of(opened, settings, progress, cancellation));
    }

    protected override string Markdown(PruningReport study) => ApplicationTables.Markdown(study);

    protected override string Json(PruningReport study) => ApplicationTables.Json(study);

    protected override void Write(string folder, PruningReport study) => ApplicationTables.Write(folder, study);
}
