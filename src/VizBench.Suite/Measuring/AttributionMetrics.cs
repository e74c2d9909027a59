namespace VizBench.Suite;

/// <summary>Metrics of an attribution map.</summary>
internal static class AttributionMetrics
{
    internal static void AddTo(SortedDictionary<string, double> metrics, AttributionMap map, bool[]? mask)
    {
        var scale = map.Values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        metrics["max_abs"] = scale;
        _ = mask;
    }
}
