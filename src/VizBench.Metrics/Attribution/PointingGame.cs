namespace VizBench.Metrics;

/// <summary>Whether an attribution's highest position lies in the region of truth.</summary>
public static class PointingGame
{
    /// <summary>
    /// (N,H,W) maps and regions → 1 per item where some position that holds the map's maximum is inside, else 0; their mean
    /// is the hit rate. No tolerance around the region. NaN where the region is empty or the map holds NaN.
    /// </summary>
    /// <param name="attributions">(N,H,W) or (N,1,H,W)</param>
    /// <param name="regions">boolean, of the same shape</param>
    /// <param name="absolute">the maximum of magnitudes instead of signed values</param>
    /// <exception cref="ArgumentException">shapes or types are not as said</exception>
    [Metric(
        "pointing-game", MetricGroup.Attribution, Unit = "hits per image", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.MapsAndMasks,
        Summary = "1 where a highest position lies in the region",
        Source = "Zhang et al. 2016, arXiv 1608.00507, without tolerance, as in Quantus")]
    public static double[] Hits(Tensor attributions, Tensor regions, bool absolute = false) =>
        AttributionItems.Measure(attributions, regions, absolute, (map, region) =>
        {
            var highest = map.Max();
            return map.Where((value, position) => value == highest && region[position]).Any() ? 1 : 0;
        });
}
