namespace VizBench.Methods.Reduction;

/// <summary>Principal component analysis: points in the directions of their greatest variances. Pearson 1901, doi 10.1080/14786440109462720.</summary>
internal static class PrincipalAxes
{
    // Beyond, the points' own products are the smaller matrix to be decomposed.
    private const int MostFeatures = 1024;

    /// <param name="points">(n, features)</param>
    /// <param name="count">directions kept, all where there are fewer</param>
    /// <returns>(n, count), float64 on the CPU; the sign of a direction is arbitrary</returns>
    internal static Tensor Of(Tensor points, int count)
    {
        var centered = Centered(points);
        if (centered.shape[1] > Math.Max(MostFeatures, centered.shape[0]))
        {
            var (squares, axes) = linalg.eigh(centered.matmul(centered.transpose(0, 1)));
            var most = Math.Min(count, axes.shape[1]);
            return axes.narrow(1, axes.shape[1] - most, most) * squares.narrow(0, axes.shape[1] - most, most).clamp(min: 0).sqrt();
        }

        var (_, vectors) = Axes(centered);
        var features = vectors.shape[1];
        var kept = Math.Min(count, features);
        return centered.matmul(vectors.narrow(1, features - kept, kept));
    }

    /// <summary>
    /// The directions themselves, the greatest variance first, each so turned that its largest weight is positive; and what the points have along them.
    /// </summary>
    /// <param name="points">(n, features)</param>
    /// <param name="count">at most the features</param>
    internal static Factors Factor(Tensor points, int count)
    {
        var centered = Centered(points);
        var (variances, vectors) = Axes(centered);
        var (features, whole) = ((int)vectors.shape[1], centered.square().sum().item<double>());
        var values = vectors.contiguous().data<double>().ToArray();
        var directions = new double[count][];
        for (var factor = 0; factor < count; factor++)
        {
            var direction = Enumerable.Range(0, features).Select(feature => values[feature * features + features - 1 - factor]).ToArray();
            var sign = direction.MaxBy(Math.Abs) < 0 ? -1 : 1;
            directions[factor] = Array.ConvertAll(direction, weight => sign * weight);
        }

        var shares = variances.data<double>().ToArray().Reverse().Take(count).Select(variance => whole > 0 ? Math.Max(0, variance) / whole : 0).ToArray();
        var amounts = centered.matmul(tensor([.. directions.SelectMany(direction => direction)], [count, features]).transpose(0, 1));
        return new Factors(directions, amounts, shares, shares.Sum());
    }

    private static Tensor Centered(Tensor points)
    {
        var observed = points.to(ScalarType.Float64, CPU);
        return observed - observed.mean([0], true);
    }

    /// <summary>Sums of squares along all axes in ascending order, and the axes as columns.</summary>
    private static (Tensor Squares, Tensor Vectors) Axes(Tensor centered) => linalg.eigh(centered.transpose(0, 1).matmul(centered));
}
