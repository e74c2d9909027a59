using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>
/// Metrics of an attribution map, by the names of <see cref="MetricRegistry"/>. The smoothness ones are of the map divided by
/// its greatest magnitude, so that they don't depend on the unit of the score (β = 2); an all-zero map is left as it is.
/// </summary>
internal static class AttributionMetrics
{
    private static readonly string[] s_signed = ["attribution-iou", "pointing-game", "pixel-auc", "relevance-mass"];

    /// <param name="metrics">gets the numbers; one that is undefined (no mask, an empty one, an all-zero or constant map) is left out</param>
    /// <param name="mask">H × W: the region of truth; null where it isn't known</param>
    internal static void AddTo(SortedDictionary<string, double> metrics, AttributionMap map, bool[]? mask)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        AddSmoothness(metrics, map);
        if (mask is null)
            return;
        long[] shape = [1, map.Height, map.Width];
        var (value, region) = (tensor(map.Values, shape), tensor(mask, shape));
        // High positions count: in a signed map evidence for the class, not against it.
        foreach (var id in s_signed)
            Add(metrics, id, TruthMetrics.Of(id, value, region)[0]);
        if (map.Values.Any(v => v < 0))
            Add(metrics, "attribution-iou-magnitude", TruthMetrics.Of("attribution-iou", value.abs(), region)[0]);
    }

    private static void AddSmoothness(SortedDictionary<string, double> metrics, AttributionMap map)
    {
        var scale = map.Values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        var values = scale > 0 ? Array.ConvertAll(map.Values, v => v / scale) : map.Values;
        SmoothnessMetrics.AddTo(metrics, tensor(values, [1, map.Height, map.Width]));
    }

    private static void Add(SortedDictionary<string, double> metrics, string name, double value)
    {
        if (double.IsFinite(value))
            metrics[name] = value;
    }
}
