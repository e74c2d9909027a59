namespace VizBench.Metrics;

/// <summary>How well two regions coincide: |A ∩ B| / |A ∪ B|. 1 for the same region, 0 for disjoint ones.</summary>
public static class IntersectionOverUnion
{
    /// <summary>
    /// (N,H,W) maps and masks → one value per item: the map's k highest positions against the mask, k the mask's own size,
    /// so that no threshold has to be chosen. Equal values are taken by row-major index. Range [0, 1]; NaN where the mask is
    /// empty or the map holds NaN.
    /// </summary>
    /// <param name="attributions">(N,H,W) or (N,1,H,W)</param>
    /// <param name="masks">boolean, of the same shape</param>
    /// <param name="absolute">compare magnitudes instead of signed values</param>
    /// <exception cref="ArgumentException">shapes or types are not as said</exception>
    [Metric(
        "attribution-iou", MetricGroup.Attribution, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.MapsAndMasks,
        Summary = "intersection over union of the mask and as many of the highest positions",
        Source = "Jaccard index at the mask's area")]
    public static double[] AtMaskArea(Tensor attributions, Tensor masks, bool absolute = false) =>
        AttributionItems.Measure(attributions, masks, absolute, (map, mask) =>
        {
            var area = mask.Count(inside => inside);
            var shared = AttributionItems.Descending(map).Take(area).Count(position => mask[position]);
            // Both regions have the mask's area.
            return (double)shared / (2 * area - shared);
        });

    /// <summary>Boolean (N,H,W) masks → one value per item. Symmetric; range [0, 1]; NaN where both masks are empty.</summary>
    /// <exception cref="ArgumentException">shapes differ or a mask is not boolean</exception>
    [Metric(
        "mask-iou", MetricGroup.Attribution, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.MaskPairs,
        Summary = "intersection over union of two masks",
        Source = "Jaccard 1912")]
    public static double[] OfMasks(Tensor first, Tensor second)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (AttributionItems.Masks(first, nameof(first)), AttributionItems.Masks(second, nameof(second)));
        if (!a.shape.SequenceEqual(b.shape) || !AttributionItems.Extent(first).SequenceEqual(AttributionItems.Extent(second)))
            throw new ArgumentException($"masks {first} and {second} differ in shape", nameof(second));
        var shared = a.logical_and(b).sum(1, type: float64);
        var either = a.logical_or(b).sum(1, type: float64);
        return (shared / either).data<double>().ToArray();
    }
}
