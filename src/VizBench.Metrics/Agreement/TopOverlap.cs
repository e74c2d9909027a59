namespace VizBench.Metrics;

/// <summary>Whether two maps put the same pixels first.</summary>
public static class TopOverlap
{
    /// <summary>A tenth of the pixels.</summary>
    public const double DefaultShare = 0.1;

    /// <summary>
    /// Two batches of maps (N,…) → the share of the k highest positions of one that are among the k highest of the other, for each pair; k is the share of all
    /// positions, rounded, at least 1; equal values by row-major index. Symmetric; range [0, 1]: two unrelated maps have about the share itself. NaN where a map
    /// is constant, which has no highest positions, or holds NaN.
    /// </summary>
    /// <param name="first">(N,…)</param>
    /// <param name="second">of the same shape</param>
    /// <param name="share">k over the number of positions, above 0, at most 1</param>
    /// <exception cref="ArgumentException">the shapes differ, nothing is in an item, or no such share</exception>
    [Metric(
        "top-k-overlap", MetricGroup.Agreement, Unit = "1", Low = 0, High = 1, Direction = MetricDirection.Descriptive, Takes = MetricInput.ArrayPairs,
        Summary = "share of a map's highest tenth of positions that is in the other's; 0.1 by chance",
        Source = "Ghorbani, Abid and Zou 2019: top-k intersection")]
    public static double[] Of(Tensor first, Tensor second, double share = DefaultShare)
    {
        if (!(share > 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "the share of positions lies above 0 and is at most 1");
        using var scope = NewDisposeScope();
        var (a, b) = BatchRows.OfPair(first, second);
        var length = (int)a.shape[1];
        var count = Math.Max(1, (int)Math.Round(share * length, MidpointRounding.ToEven));
        return [.. BatchRows.Numbers(a).Chunk(length).Zip(BatchRows.Numbers(b).Chunk(length), (one, other) => Overlap(one, other, count))];
    }

    private static double Overlap(double[] one, double[] other, int count)
    {
        if (IsWithoutOrder(one) || IsWithoutOrder(other))
            return double.NaN;
        var highest = AttributionItems.Descending(one).Take(count).ToHashSet();
        return AttributionItems.Descending(other).Take(count).Count(highest.Contains) / (double)count;
    }

    private static bool IsWithoutOrder(double[] map) => Array.TrueForAll(map, value => value == map[0]) || Array.Exists(map, double.IsNaN);
}
