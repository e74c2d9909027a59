namespace VizBench.Metrics;

/// <summary>How much of an attribution lies in the region of truth: by its mass, and by its ranking.</summary>
public static class Relevance
{
    /// <summary>
    /// (N,H,W) maps and regions → the attribution inside the region / all of it, per item. Range [0, 1] for maps without
    /// negative values (or absolute); a signed map's sum can vanish, and its value means little. NaN where the sum is 0, the
    /// region is empty or the map holds NaN.
    /// </summary>
    /// <param name="attributions">(N,H,W) or (N,1,H,W)</param>
    /// <param name="regions">boolean, of the same shape</param>
    /// <param name="absolute">measure magnitudes instead of signed values</param>
    /// <exception cref="ArgumentException">shapes or types are not as said</exception>
    [Metric(
        "relevance-mass", MetricGroup.Attribution, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.MapsAndMasks,
        Summary = "share of a non-negative attribution that lies in the region",
        Source = "Arras, Osman, Samek 2022, arXiv 2003.07258")]
    public static double[] MassAccuracy(Tensor attributions, Tensor regions, bool absolute = false) =>
        AttributionItems.Measure(attributions, regions, absolute, (map, region) => map.Where((_, position) => region[position]).Sum() / map.Sum());

    /// <summary>
    /// (N,H,W) maps and regions → the share of the map's k highest positions that are inside, k the region's size, per item.
    /// Equal values are taken by row-major index. Range [0, 1]; NaN where the region is empty or the map holds NaN.
    /// </summary>
    /// <param name="attributions">(N,H,W) or (N,1,H,W)</param>
    /// <param name="regions">boolean, of the same shape</param>
    /// <param name="absolute">rank magnitudes instead of signed values</param>
    /// <exception cref="ArgumentException">shapes or types are not as said</exception>
    [Metric(
        "relevance-rank", MetricGroup.Attribution, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.MapsAndMasks,
        Summary = "share of the highest positions, as many as the region has, that lie in it",
        Source = "Arras, Osman, Samek 2022, arXiv 2003.07258")]
    public static double[] RankAccuracy(Tensor attributions, Tensor regions, bool absolute = false) =>
        AttributionItems.Measure(attributions, regions, absolute, (map, region) =>
        {
            var size = region.Count(inside => inside);
            return (double)AttributionItems.Descending(map).Take(size).Count(position => region[position]) / size;
        });
}
