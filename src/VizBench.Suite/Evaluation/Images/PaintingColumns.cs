using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>The columns of an evaluation of paintings, in the order of the tables.</summary>
public static class PaintingColumns
{
    /// <summary>Single images lie around their mean slope too: nearer than they do is not more natural.</summary>
    internal const string SlopeDistance = "spectrum-slope-distance";

    /// <summary>Few pictures bias it upward: only equally many compare.</summary>
    internal const string FrechetDistance = "frechet-distance-diagonal";

    /// <summary>These describe: what is wanted of a picture differs.</summary>
    public static IReadOnlyList<EvaluationColumn> Descriptive { get; } =
    [
        new("activation", "activation", MetricDirection.Descriptive),
        new("percentile", "percentile", MetricDirection.Descriptive),
        new("above-maximum", "above all images", MetricDirection.Descriptive),
        new("probability", "probability", MetricDirection.Descriptive),
        new("transfer", "seen by others", MetricDirection.Descriptive),
        new("variation", "variation", MetricDirection.Descriptive),
        new("spectrum-slope", "slope", MetricDirection.Descriptive),
        new("high-frequency-share", "high frequencies", MetricDirection.Descriptive),
        new("diversity", "diversity", MetricDirection.Descriptive),
    ];

    /// <summary>How near the pictures come to images of the dataset: one value for each class or unit, the mean over its pictures or what they are together.</summary>
    public static IReadOnlyList<EvaluationColumn> Naturalness { get; } =
    [
        new(SlopeDistance, "slope distance ↓", MetricDirection.LowerIsBetter),
        new("probability-by-others", "probability by others ↑", MetricDirection.HigherIsBetter),
        new("kernel-distance", "kernel distance ↓", MetricDirection.LowerIsBetter),
        new(FrechetDistance, "Fréchet distance (diagonal) ↓", MetricDirection.LowerIsBetter),
    ];

    public static IReadOnlyList<EvaluationColumn> All { get; } = [.. Descriptive, .. Naturalness];

    /// <summary>Those that are worth comparing between networks.</summary>
    internal static IReadOnlyList<EvaluationColumn> Telling { get; } = [.. Descriptive.Where(column => column.Id is "activation" or "transfer" or "variation"), .. Naturalness];
}
