namespace VizBench.Metrics;

/// <summary>Whether two maps order the pixels alike, whatever their scales are.</summary>
public static class RankCorrelation
{
    /// <summary>
    /// Two batches of maps → Spearman's correlation for each pair: Pearson's of the ranks, equal values sharing their mean rank.
    /// Range [−1, 1]; NaN where a map is constant or holds NaN.
    /// </summary>
    /// <param name="first">(N,…)</param>
    /// <param name="second">of the same shape</param>
    /// <param name="absolute">rank magnitudes instead of signed values</param>
    /// <exception cref="ArgumentException">the shapes differ</exception>
    [Metric(
        "rank-correlation", MetricGroup.Agreement, Unit = "1", Low = -1, High = 1, Direction = MetricDirection.Descriptive, Takes = MetricInput.ArrayPairs,
        Summary = "Spearman's correlation of two maps: whether they order the pixels alike",
        Source = "Spearman 1904, mean ranks for ties")]
    public static double[] Spearman(Tensor first, Tensor second, bool absolute = false)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.ndim < 2 || !first.shape.SequenceEqual(second.shape))
            throw new ArgumentException($"takes two batches of maps of one shape, not {first} and {second}", nameof(second));
        using var scope = NewDisposeScope();
        var (ones, others) = (Flat(first, absolute), Flat(second, absolute));
        return [.. Enumerable.Range(0, (int)first.shape[0]).Select(n => Of(ones.select(0, n).data<double>().ToArray(), others.select(0, n).data<double>().ToArray()))];
    }

    internal static double Of(double[] first, double[] second) =>
        Array.Exists(first, double.IsNaN) || Array.Exists(second, double.IsNaN) ? double.NaN : Pearson(Ranks(first), Ranks(second));

    /// <summary>From 1 for the least; equal values get the mean of the ranks that they take up.</summary>
    public static double[] Ranks(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(Array.ConvertAll(order, i => values[i]), order);
        var ranks = new double[values.Length];
        for (var first = 0; first < order.Length;)
        {
            var last = first;
            while (last + 1 < order.Length && values[order[last + 1]] == values[order[first]])
                last++;
            for (var i = first; i <= last; i++)
                ranks[order[i]] = (first + last) / 2.0 + 1;
            first = last + 1;
        }

        return ranks;
    }

    private static double Pearson(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }

        return xx == 0 || yy == 0 ? double.NaN : Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
    }

    private static Tensor Flat(Tensor maps, bool absolute)
    {
        var flat = maps.detach().flatten(1).to(float64, CPU);
        return absolute ? flat.abs() : flat;
    }
}
