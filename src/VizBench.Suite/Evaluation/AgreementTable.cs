using System.Globalization;
using System.Text;
using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>Methods against methods: a matrix for each network and metric, mean over the images with its bootstrap 95 % interval.</summary>
public static class AgreementTable
{
    /// <summary>A line for each network, pair and metric: mean, interval, number of images.</summary>
    public static string Csv(IEnumerable<MethodAgreement> agreements)
    {
        ArgumentNullException.ThrowIfNull(agreements);
        var text = new StringBuilder();
        CsvTable.AppendRow(text, "network", "first", "second", "metric", "mean", "low", "high", "images");
        foreach (var agreement in agreements)
        {
            foreach (var metric in MethodAgreement.Metrics)
            {
                if (IntervalOf(agreement, metric) is { } interval)
                    CsvTable.AppendRow(text, agreement.Network, agreement.First, agreement.Second, metric, interval.Mean, interval.Low, interval.High, interval.Count);
            }
        }

        return text.ToString();
    }

    /// <summary>The lower triangles: a matrix is symmetric.</summary>
    internal static void Append(StringBuilder text, IReadOnlyList<MethodAgreement> agreements)
    {
        foreach (var network in agreements.GroupBy(agreement => agreement.Network, StringComparer.Ordinal))
        {
            string[] methods = [.. network.Select(agreement => agreement.First).Append(network.Last().Second).Distinct(StringComparer.Ordinal)];
            foreach (var metric in MethodAgreement.Metrics)
            {
                text.Append(text is [.., '\n', '\n'] ? "" : "\n").Append(CultureInfo.InvariantCulture, $"## Agreement of methods on {network.Key}: {metric}\n\n{MetricRegistry.Get(metric).Summary}.\n\n");
                var cells = network.ToDictionary(agreement => (agreement.First, agreement.Second), agreement => Cell(IntervalOf(agreement, metric)));
                MarkdownTable.Append(
                    text, ["method", .. methods[..^1]],
                    methods.Skip(1).Select((method, row) => (IReadOnlyList<string>)[method, .. methods[..^1].Select((first, column) => column <= row ? cells[(first, method)] : "")]), numbers: true);
            }
        }
    }

    private static MeanInterval? IntervalOf(MethodAgreement agreement, string metric)
    {
        double[] known = [.. agreement.Values[metric].Where(double.IsFinite)];
        return known.Length == 0 ? null : Bootstrap.Of(known, $"{agreement.Network} {agreement.First} {agreement.Second} {metric}");
    }

    private static string Cell(MeanInterval? interval) => interval is null ? "–" : FormattableString.Invariant($"{interval.Mean:0.00} [{interval.Low:0.00}, {interval.High:0.00}]");
}
