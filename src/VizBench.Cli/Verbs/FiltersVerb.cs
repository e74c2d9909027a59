using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Networks;
using VizBench.Training;

namespace VizBench.Cli.Verbs;

/// <summary>filters NETWORK: the first layer's filters as a picture.</summary>
internal sealed class FiltersVerb : Verb
{
    private readonly Argument<string> _network = new("NETWORK") { Description = "A network's name (vizbench list networks), or an ONNX file" };
    private readonly Option<string?> _weights = new("--weights") { Description = "A .safetensors, .pth or .npz file, or formula:SEED for weights by formula [default: those that come with the network]", HelpName = "FILE" };
    private readonly Option<string?> _png = new("--png") { Description = "Where to write the picture", HelpName = "FILE.png" };

    public FiltersVerb() => Command = new Command("filters", "Shows a network's first-layer filters, and how smooth they are") { _network, _weights, _png };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
        ["./vizbench filters alexnet-mini-robust --png filters.png", "./vizbench filters alexnet --weights alexnet.safetensors --png filters.png"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var file = arguments.GetValue(_png);
        OutputPath.Check("--png", file, ".png");
        TorchEngine.Initialise(1);
        using var opened = session.Open(arguments.GetRequiredValue(_network), arguments.GetValue(_weights), ScalarType.Float32, CPU);
        var filters = FirstLayerFilters.Of(opened.Network);
        if (file is not null)
            ImageFiles.WritePng(file, FilterSheet.Of(filters));
        var smoothness = FilterSmoothness.Of(filters);
        var document = new { filters.Layer, filters.Height, filters.Width, smoothness.Filters, smoothness.Dead, smoothness.Median, Written = file is null ? [] : new[] { file } };
        session.Report(document, output => TextTable.Write(output,
        [
            ["filters", $"{smoothness.Filters} of {filters.Height}×{filters.Width} pixels in {filters.Layer}, {smoothness.Dead} of them dead"],
            ["smoothness", FormattableString.Invariant($"{smoothness.Median:0.00}, the median correlation of neighbouring weights (white noise: 0)")],
        ]));
        return ExitCodes.Fine;
    }
}
