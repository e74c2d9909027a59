namespace VizBench.Metrics;

/// <summary>What a metric is about; the tables have one section each.</summary>
public enum MetricGroup
{
    Image,
    Maximisation,
    Inversion,
    Style,
    Attribution,
    Faithfulness,
    Sanity,
    Agreement,
    Dissection,
    Reduction,
    Numerical,
}
