namespace VizBench.Metrics;

/// <summary>Whether points that are laid out in fewer dimensions keep their neighbors. Venna and Kaski 2001, doi 10.1007/3-540-44668-0_68.</summary>
public static class Neighborhoods
{
    /// <summary>
    /// 1 less a penalty for each point that is among the k nearest in the layout and not in the space, by how far down it stands there. Range [0, 1]; 1 where
    /// no neighborhood has an intruder.
    /// </summary>
    /// <param name="points">(n, features): in the space</param>
    /// <param name="layout">(n, axes)</param>
    /// <param name="k">how many neighbors, from 1 to below n / 2</param>
    /// <exception cref="ArgumentException">other numbers of points, or k out of range</exception>
    [Metric(
        "trustworthiness", MetricGroup.Reduction, Summary = "whether neighbors in a layout are neighbors in the space that it shows", Unit = "1", Low = 0, High = 1,
        Direction = MetricDirection.HigherIsBetter, Source = "Venna and Kaski 2001, equation 1, as in scikit-learn")]
    public static double Trustworthiness(double[][] points, double[][] layout, int k) => Kept(points, layout, k);

    /// <summary>
    /// 1 less a penalty for each point that is among the k nearest in the space and not in the layout, by how far down it stands there. Range [0, 1]; 1 where
    /// no neighborhood is torn.
    /// </summary>
    /// <inheritdoc cref="Trustworthiness"/>
    [Metric(
        "continuity", MetricGroup.Reduction, Summary = "whether neighbors in a space are neighbors in a layout of it", Unit = "1", Low = 0, High = 1,
        Direction = MetricDirection.HigherIsBetter, Source = "Venna and Kaski 2001, equation 2")]
    public static double Continuity(double[][] points, double[][] layout, int k) => Kept(layout, points, k);

    /// <summary>The share of points whose label is that of most of their k nearest others, of equally many the label that comes first. Range [0, 1].</summary>
    /// <param name="labels">of each point</param>
    /// <inheritdoc cref="Trustworthiness"/>
    [Metric(
        "neighbor-accuracy", MetricGroup.Reduction, Summary = "share of points that have the label of most of their nearest neighbors", Unit = "1", Low = 0, High = 1,
        Direction = MetricDirection.HigherIsBetter, Source = "Cover and Hart 1967, leaving each point out, doi 10.1109/TIT.1967.1053964")]
    public static double Accuracy(double[][] points, IReadOnlyList<long> labels, int k)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(labels);
        Check(points.Length, labels.Count, k);
        var right = 0;
        Parallel.For(0, points.Length, point =>
        {
            var most = Ordered(points, point).Take(k).Select(other => labels[other]).GroupBy(label => label).OrderByDescending(same => same.Count()).ThenBy(same => same.Key).First().Key;
            if (most == labels[point])
                Interlocked.Increment(ref right);
        });
        return right / (double)points.Length;
    }

    private static double Kept(double[][] points, double[][] layout, int k)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(layout);
        Check(points.Length, layout.Length, k);
        var n = points.Length;
        var penalties = new long[n];
        Parallel.For(0, n, point =>
        {
            var rank = new int[n];
            foreach (var (place, other) in Ordered(points, point).Index())
                rank[other] = place + 1;
            penalties[point] = Ordered(layout, point).Take(k).Sum(other => (long)Math.Max(0, rank[other] - k));
        });
        return 1 - 2.0 / ((double)n * k * (2 * n - 3 * k - 1)) * penalties.Sum();
    }

    /// <summary>The other points, the nearest first, of equally far ones the earlier.</summary>
    private static int[] Ordered(double[][] points, int point)
    {
        var distances = Array.ConvertAll(points, other => SquaredDistance(points[point], other));
        return [.. Enumerable.Range(0, points.Length).Where(other => other != point).OrderBy(other => distances[other])];
    }

    /// <summary>Σ (a − b)².</summary>
    /// <param name="b">as long as a</param>
    public static double SquaredDistance(double[] a, double[] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    private static void Check(int points, int others, int k)
    {
        if (points != others)
            throw new ArgumentException($"{points} points and {others} in the layout; there must be as many");
        if (k < 1 || 2 * k >= points)
            throw new ArgumentException($"{k} neighbors among {points} points; take 1 to less than half of them", nameof(k));
    }
}
