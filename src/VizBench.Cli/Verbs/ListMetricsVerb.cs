using System.CommandLine;
using VizBench.Metrics;

namespace VizBench.Cli.Verbs;

/// <summary>list metrics: what is measured, in which unit and range.</summary>
internal sealed class ListMetricsVerb() : ListVerb<MetricDescription>("metrics", "Shows every metric with its unit, range and source")
{
    protected override IEnumerable<MetricDescription> Entries(ParseResult arguments) => MetricRegistry.All;

    protected override IEnumerable<IReadOnlyList<string>> Rows(MetricDescription entry) => [[entry.Id, entry.Range, entry.Unit, $"{entry.Summary} ({entry.Source})"]];
}
