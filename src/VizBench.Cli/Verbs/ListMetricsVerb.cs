using System.CommandLine;
using VizBench.Metrics;

namespace VizBench.Cli.Verbs;

/// <summary>list metrics: what is measured, in which unit and range.</summary>
internal sealed class ListMetricsVerb : ListVerb<MetricDescription>
{
    private readonly Option<bool> _markdown = new("--markdown") { Description = "As the table of docs/metrics.md" };

    public ListMetricsVerb()
        : base("metrics", "Shows every metric with its range, the better end (↑ or ↓), unit and source") => Command.Add(_markdown);

    protected override IEnumerable<MetricDescription> Entries(ParseResult arguments) => MetricRegistry.All;

    protected override void Write(TextWriter output, IReadOnlyList<MetricDescription> entries, ParseResult arguments)
    {
        if (arguments.GetValue(_markdown))
            output.Write(MetricTable.Markdown());
        else
            base.Write(output, entries, arguments);
    }

    protected override IEnumerable<IReadOnlyList<string>> Rows(MetricDescription entry) => [[entry.Id, entry.Range, entry.Arrow, entry.Unit, $"{entry.Summary} ({entry.Source})"]];
}
