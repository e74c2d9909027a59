using System.Globalization;

namespace VizBench.Metrics;

/// <summary>A registered metric, as `list metrics` shows it.</summary>
public sealed record MetricDescription(
    string Id, MetricGroup Group, string Unit, double Low, double High, MetricDirection Direction, string Summary, string Source)
{
    /// <summary>For example "[0, 1]" or "[0, ∞)".</summary>
    public string Range => $"{(double.IsInfinity(Low) ? "(−∞" : "[" + Text(Low))}, {(double.IsInfinity(High) ? "∞)" : Text(High) + "]")}";

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
