namespace VizBench.Metrics;

/// <summary>Attribution as a classifier of pixels: inside the region of truth, or not.</summary>
public static class PixelAuc
{
    /// <summary>
    /// (N,H,W) maps and regions → the area under the ROC curve per item: the probability that a pixel inside ranks above one
    /// outside, values that are equal but for rounding (1e-12 of the greatest magnitude) counting half. Range [0, 1], 0.5 for
    /// chance; NaN where the region is empty or everything, or the map holds NaN.
    /// </summary>
    /// <param name="attributions">(N,H,W) or (N,1,H,W)</param>
    /// <param name="regions">boolean, of the same shape</param>
    /// <param name="absolute">rank magnitudes instead of signed values</param>
    /// <exception cref="ArgumentException">shapes or types are not as said</exception>
    [Metric(
        "pixel-auc", MetricGroup.Attribution, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.HigherIsBetter, Takes = MetricInput.MapsAndMasks,
        Summary = "probability that a pixel inside the region ranks above one outside",
        Source = "area under the ROC curve by Mann and Whitney 1947")]
    public static double[] Of(Tensor attributions, Tensor regions, bool absolute = false) =>
        AttributionItems.Measure(attributions, regions, absolute, Auc);

    private static double Auc(double[] map, bool[] region)
    {
        // Rules such as LRP's flat give whole windows one value; which of them ranks first must not be left to rounding.
        var rounding = map.Max(Math.Abs) * 1e-12;
        var order = AttributionItems.Descending(map);
        var (inside, outside, won) = (0L, 0L, 0.0);
        for (var first = 0; first < order.Length;)
        {
            var (tiedInside, tiedOutside) = (0L, 0L);
            for (var value = map[order[first]]; first < order.Length && (map[order[first]] == value || value - map[order[first]] <= rounding); first++)
            {
                value = map[order[first]];
                if (region[order[first]])
                    tiedInside++;
                else
                    tiedOutside++;
            }

            // Each outside pixel loses against the inside ones ranked before it, and half against those of its own value.
            won += tiedOutside * (inside + tiedInside / 2.0);
            inside += tiedInside;
            outside += tiedOutside;
        }

        return won / ((double)inside * outside);
    }
}
