using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>A column of the evaluation.</summary>
/// <param name="Id">in files</param>
/// <param name="Heading">in tables, with the arrow of the better end</param>
/// <param name="Direction">which end is better</param>
public sealed record EvaluationColumn(string Id, string Heading, MetricDirection Direction)
{
    /// <summary>In the order of the tables.</summary>
    public static IReadOnlyList<EvaluationColumn> All { get; } =
    [
        new("pointing-game", "pointing ↑", MetricDirection.HigherIsBetter),
        new("attribution-iou", "IoU ↑", MetricDirection.HigherIsBetter),
        new("relevance-mass", "mass ↑", MetricDirection.HigherIsBetter),
        new("relevance-rank", "rank ↑", MetricDirection.HigherIsBetter),
        new("deletion-auc", "deletion ↓", MetricDirection.LowerIsBetter),
        new("insertion-auc", "insertion ↑", MetricDirection.HigherIsBetter),
        new("road-morf", "ROAD MoRF ↓", MetricDirection.LowerIsBetter),
        new("road-lerf", "ROAD LeRF ↑", MetricDirection.HigherIsBetter),
        new("max-sensitivity", "sensitivity ↓", MetricDirection.LowerIsBetter),
        new("randomised-ssim", "randomised SSIM ↓", MetricDirection.LowerIsBetter),
        new("randomised-rank-correlation", "randomised rank correlation ↓", MetricDirection.LowerIsBetter),
        new("data-randomization-ssim", "random labels SSIM ↓", MetricDirection.LowerIsBetter),
        new("data-randomization-rank-correlation", "random labels rank correlation ↓", MetricDirection.LowerIsBetter),
        new("sum-error", "sum error", MetricDirection.Descriptive),
        new("mass-on-mark", "mass on the mark", MetricDirection.Descriptive),
        new("pointing-at-mark", "pointing at the mark", MetricDirection.Descriptive),
    ];

    /// <summary>The columns of the planted mark, which compare networks rather than methods.</summary>
    public static IReadOnlyList<EvaluationColumn> OfMark { get; } = [.. All.Where(column => column.Id.EndsWith("-mark", StringComparison.Ordinal))];
}
