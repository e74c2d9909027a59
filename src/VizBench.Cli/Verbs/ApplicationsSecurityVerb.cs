using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Data.ConceptWorld;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>applications security: fooling and adversarial images against real ones, and how far attributions move.</summary>
internal sealed class ApplicationsSecurityVerb : ApplicationVerb<SecurityReport>
{
    private const int DefaultImages = 96;
    private const double DefaultEpsilon = 4;
    private const int DefaultSteps = 10;

    private readonly Option<string?> _methods = new("--methods") { Description = "Attribution methods by shell patterns, separated by commas [default: all that evaluate has]", HelpName = "GLOBS" };
    private readonly Option<long?> _images = NumberParsing.WholeNumber("--images", $"Images that are attacked [default: {DefaultImages}]", 12, 100_000);
    private readonly Option<double?> _epsilon = NumberParsing.Number("--epsilon", $"The greatest change of a color value, of 0 … 255 [default: {DefaultEpsilon}]", "a number above 0, at most 255", value => value is > 0 and <= 255);
    private readonly Option<long?> _steps = NumberParsing.WholeNumber("--steps", $"Steps of the attack [default: {DefaultSteps}]", 1, 10_000);

    public ApplicationsSecurityVerb()
        : base("security", "Fooling and adversarial images against real ones in every layer; how far attributions move under a change that nobody sees", "security.md and .json, and charts as .svg and .png") =>
        Add(_methods, _images, _epsilon, _steps);

    public override IReadOnlyList<string> Examples => ["./vizbench applications security alexnet-mini --methods 'saliency,smoothgrad,grad-cam,lrp' --out security"];

    protected override string Doing => "attacking";

    protected override SecurityReport Study(ParseResult arguments, OpenedNetwork opened, WorldOptions world, IProgress<double> progress, CancellationToken cancellation)
    {
        var settings = new SecuritySettings(
            arguments.GetValue(_images) ?? DefaultImages, arguments.GetValue(_epsilon) ?? DefaultEpsilon, (int)(arguments.GetValue(_steps) ?? DefaultSteps), arguments.GetValue(_methods), world);
        return SecurityStudy.Of(opened, settings, progress, cancellation);
    }

    protected override string Markdown(SecurityReport study) => ApplicationTables.Markdown(study);

    protected override string Json(SecurityReport study) => ApplicationTables.Json(study);

    protected override void Write(string folder, SecurityReport study) => ApplicationTables.Write(folder, study);
}
