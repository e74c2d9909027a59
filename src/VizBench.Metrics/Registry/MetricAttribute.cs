namespace VizBench.Metrics;

/// <summary>
/// Registers a metric: put on the public static method that computes it, once per id. Listing, tables and contract tests
/// read nothing else.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class MetricAttribute(string id, MetricGroup group) : Attribute
{
    /// <summary>The name on the command line and in tables: lower-case words joined by hyphens.</summary>
    public string Id => id;

    public MetricGroup Group => group;

    /// <summary>One line: what the number says.</summary>
    public required string Summary { get; init; }

    /// <summary>"1" where the number has none.</summary>
    public required string Unit { get; init; }

    public required MetricDirection Direction { get; init; }

    /// <summary>Where the definition comes from.</summary>
    public required string Source { get; init; }

    /// <summary>What it is computed from, where files are enough: then the signature is <see cref="MetricCall"/>'s.</summary>
    public MetricInput Takes { get; init; }

    /// <summary>The smallest value possible.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>The largest value possible.</summary>
    public double High { get; init; } = double.PositiveInfinity;
}
