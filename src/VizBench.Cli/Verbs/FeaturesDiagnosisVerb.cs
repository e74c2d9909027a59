using System.CommandLine;
using System.Globalization;
using System.Text;
using VizBench.Cli.Datasets;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Engine;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>features diagnosis: dead filters and aliasing in the first two convolutions, counted.</summary>
internal sealed class FeaturesDiagnosisVerb : FeatureVerb
{
    private const int DefaultImages = 500;

    private readonly SeenPicturesOptions _pictures = new("are looked through", DefaultImages);

    public FeaturesDiagnosisVerb()
        : base("diagnosis", "Counts dead filters and aliasing in the first two convolutions") => Add(_pictures.Images, _pictures.Input);

    public override IReadOnlyList<string> Examples => ["./vizbench features diagnosis caffenet-mini"];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = Open(arguments, session);
        var pictures = _pictures.Of(arguments, WorldOf(arguments, opened.Network.Architecture), session);
        var found = ProgressDisplay.Run(session.Terminal, "diagnosis", display => LayerDiagnosis.Of(
            opened.Network, pictures.Source, pictures.Count, new SynchronousProgress<double>(display.Report), session.Cancellation));
        session.Report(found, output => output.Write(TableOf(found)));
        return ExitCodes.Fine;
    }

    private static string TableOf(IReadOnlyList<LayerDiagnosis> found)
    {
        var table = new StringBuilder();
        MarkdownTable.Append(
            table, ["layer", "filters", "stride", "dead", "weak", "dominant", "aliased", "energy aliased", "low", "middle", "high frequencies"],
            found.Select(layer => (IReadOnlyList<string>)
            [
                layer.Layer, Whole(layer.Filters), Whole(layer.Stride), Whole(layer.Dead), Whole(layer.Weak), Whole(layer.Dominant), Whole(layer.Aliased),
                Share(layer.AliasedShare), Share(layer.Low), Share(layer.Middle), Share(layer.High),
            ]),
            numbers: true);
        return table.ToString();
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}
