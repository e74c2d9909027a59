using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>The columns of an evaluation of paintings, in the order of the tables. All describe: what is wanted of a picture differs.</summary>
public static class PaintingColumns
{
    public static IReadOnlyList<EvaluationColumn> All { get; } =
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

    /// <summary>Those that are worth comparing between networks.</summary>
    internal static IReadOnlyList<EvaluationColumn> Telling { get; } = [.. All.Where(column => column.Id is "activation" or "transfer" or "variation")];
}
