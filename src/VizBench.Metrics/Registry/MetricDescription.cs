using System.Globalization;
using System.Text.Json.Serialization;

namespace VizBench.Metrics;

/// <summary>A registered metric, as `list metrics` shows it.</summary>
public sealed record MetricDescription(
    string Id, MetricGroup Group, string Unit, double Low, double High, MetricDirection Direction, MetricInput Takes, string Summary, string Source)
{
    /// <summary>For example "[0, 1]" or "[0, ∞)".</summary>
    public string Range => $"{(double.IsInfinity(Low) ? "(−∞" : "[" + Text(Low))}, {(double.IsInfinity(High) ? "∞)" : Text(High) + "]")}";

    /// <summary>"↑", "↓" or "–".</summary>
    [JsonIgnore]
    public string Arrow => Direction switch { MetricDirection.HigherIsBetter => "↑", MetricDirection.LowerIsBetter => "↓", _ => "–" };

    /// <summary>How it is computed from files; null: it needs more than they hold.</summary>
    [JsonIgnore]
    public MetricCall? Call { get; init; }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
