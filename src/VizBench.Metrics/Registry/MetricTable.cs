using System.Text;

namespace VizBench.Metrics;

/// <summary>All metrics as one table in Markdown, which docs/metrics.md holds.</summary>
public static class MetricTable
{
    public static string Markdown()
    {
        var text = new StringBuilder();
        MarkdownTable.Append(
            text, ["metric", "group", "unit", "range", "better", "is", "source", "measure"],
            MetricRegistry.All.Select(metric => (IReadOnlyList<string>)
                [$"`{metric.Id}`", NameOf(metric.Group), metric.Unit, metric.Range, metric.Arrow, metric.Summary, metric.Source, From(metric.Takes)]));
        return text.ToString();
    }

    /// <summary>In American spelling, which the older names of the code have not.</summary>
    private static string NameOf(MetricGroup group) => group == MetricGroup.Maximisation ? "maximization" : group.ToString().ToLowerInvariant();

    private static string From(MetricInput takes) => takes switch
    {
        MetricInput.Pictures => "A",
        MetricInput.PicturePairs or MetricInput.ArrayPairs => "A B",
        MetricInput.MapsAndMasks => "A --mask",
        MetricInput.MaskPairs => "masks A B",
        _ => "",
    };
}
