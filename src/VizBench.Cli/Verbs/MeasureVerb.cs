using System.CommandLine;
using VizBench.Cli.Arguments;
using VizBench.Cli.Output;
using VizBench.Cli.Running;
using VizBench.Metrics;
using VizBench.Suite;

namespace VizBench.Cli.Verbs;

/// <summary>measure: every registered metric that can be computed from the files that are given.</summary>
internal sealed class MeasureVerb : Verb
{
    private const int Digits = 5;

    private readonly Argument<string[]> _files = new("FILE") { Description = "A picture (.png, .jpg) or an array (.npy: (H, W), (C, H, W) or (N, C, H, W)); a second one is what it is held against; three or more, or a folder, are measured each by itself", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _mask = new("--mask") { Description = "The region of truth of a map: a picture (what isn't black) or an array of 0 and 1; a folder for a folder of maps", HelpName = "FILE" };
    private readonly Option<string[]> _metrics = new("--metric", "--metrics") { Description = "Only metrics whose ids match (* and ?, separated by commas; several times for more)", HelpName = "GLOB", Arity = ArgumentArity.OneOrMore };
    private readonly Option<double?> _range = NumberParsing.Number("--range", "The greatest less the least possible value, for PSNR and SSIM [default: 1 where all values lie in 0 … 1]", "a number above 0, for example 1 or 255", value => value > 0);
    private readonly Option<bool> _each = new("--each") { Description = "Measure two files each by itself too" };

    public MeasureVerb() => Command = new Command("measure", "Measures pictures, maps and pairs of them: every metric that can be computed from the files") { _files, _mask, _metrics, _range, _each };

    public override Command Command { get; }

    public override IReadOnlyList<string> Examples =>
    [
        "./vizbench measure docs/pictures/metrics/whole.png",
        "./vizbench measure docs/pictures/metrics/patched.png docs/pictures/metrics/whole.png --metric 'ssim*,psnr'",
        "./vizbench measure map.npy --mask region.png",
        "./vizbench measure results/ references/ --json",
    ];

    public override bool HasJson => true;

    public override int Run(ParseResult arguments, Session session)
    {
        var files = arguments.GetRequiredValue(_files);
        var isPair = files.Length == 2 && !arguments.GetValue(_each);
        var measurement = Measurement.Of(
            new MeasurementRequest(isPair ? files[..1] : files, isPair ? files[1] : null, arguments.GetValue(_mask), arguments.GetValue(_metrics) ?? [], arguments.GetValue(_range)), session.Cancellation);
        foreach (var odd in measurement.NotFinite)
            session.Terminal.Note(FormattableString.Invariant($"{odd.File}: {odd.Count} of its values {(odd.Count == 1 ? "is" : "are")} NaN or infinite, the first at {odd.First} (counted from 0): metrics that need finite numbers are NaN"));
        foreach (var left in measurement.LeftOut.GroupBy(left => (left.Metric, left.Reason)))
            session.Terminal.Note($"{left.First().File}{(left.Count() > 1 ? FormattableString.Invariant($" and {left.Count() - 1} more") : "")}: {left.Key.Metric} is left out: {left.Key.Reason}");
        session.Report(measurement, output => TextTable.Write(output, measurement.Rows.Count == 1 ? RowsOfOne(measurement) : RowsOfSeveral(measurement)));
        return ExitCodes.Fine;
    }

    /// <summary>A line for each metric.</summary>
    private static IEnumerable<IReadOnlyList<string>> RowsOfOne(Measurement measurement) =>
        measurement.Metrics.Select(metric => (IReadOnlyList<string>)[metric.Id, ShortNumber.Of(measurement.Rows[0].Values[metric.Id], Digits), metric.Range, metric.Arrow, metric.Unit])
            .Prepend(["metric", "value", "range", "better", "unit"]);

    /// <summary>A line for each item, its metrics in columns.</summary>
    private static IEnumerable<IReadOnlyList<string>> RowsOfSeveral(Measurement measurement)
    {
        IReadOnlyList<string> Line(string name, Func<MetricDescription, string> cell) => [name, .. measurement.Metrics.Select(cell)];
        string Mean(MetricDescription metric, Func<MeanInterval, double> part) => measurement.Means.TryGetValue(metric.Id, out var mean) ? ShortNumber.Of(part(mean), Digits) : "–";
        return
        [
            Line("", metric => metric.Id), Line("range", metric => metric.Range), Line("better", metric => metric.Arrow), Line("unit", metric => metric.Unit),
            .. measurement.Rows.Select(row => Line(row.Name, metric => row.Values.TryGetValue(metric.Id, out var value) ? ShortNumber.Of(value, Digits) : "–")),
            Line("mean", metric => Mean(metric, mean => mean.Mean)), Line("95 % from", metric => Mean(metric, mean => mean.Low)), Line("95 % to", metric => Mean(metric, mean => mean.High)),
        ];
    }
}
