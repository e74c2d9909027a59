namespace VizBench.Metrics;

/// <summary>Which end of a metric's range is the better one.</summary>
public enum MetricDirection
{
    /// <summary>It describes; neither end is better.</summary>
    Descriptive,

    HigherIsBetter,

    LowerIsBetter,
}
