using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>
/// Metrics of attribution maps against regions of truth, as run, evaluate and measure state them. <c>relevance-mass</c> is that of the map's positive part: a
/// signed map's total can vanish, and what speaks against the class is no evidence for it. What goes by a map's highest positions has no value (NaN) of a
/// constant map: all its positions are equally high, so the answer would be the metric's choice and not the map's.
/// </summary>
internal static class TruthMetrics
{
    private static readonly HashSet<string> s_byHighest = new(StringComparer.Ordinal) { "pointing-game", "attribution-iou", "relevance-rank" };

    /// <param name="id">of a registered metric that takes maps and masks</param>
    /// <param name="maps">(N,H,W) or (N,1,H,W)</param>
    /// <param name="regions">boolean, of the same shape</param>
    /// <returns>one for each item; NaN where it is undefined</returns>
    /// <exception cref="ArgumentException">shapes or types are not as said</exception>
    internal static double[] Of(string id, Tensor maps, Tensor regions)
    {
        using var scope = NewDisposeScope();
        var values = MetricRegistry.Get(id).Call!.Values(string.Equals(id, "relevance-mass", StringComparison.Ordinal) ? maps.clamp(min: 0) : maps, regions, 1);
        if (!s_byHighest.Contains(id))
            return values;
        var flat = maps.flatten(1);
        var constant = flat.amax(1).eq(flat.amin(1)).cpu().data<bool>().ToArray();
        return [.. values.Zip(constant, (value, isConstant) => isConstant ? double.NaN : value)];
    }
}
