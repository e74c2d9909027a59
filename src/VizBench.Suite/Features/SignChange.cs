namespace VizBench.Suite;

/// <summary>
/// How alike the changes are that covering something makes in several images: the mean over pairs of images of the Hamming
/// distance between the signs of their changes. Zeiler and Fergus 2014, section 4.3, equation of Δ_l.
/// </summary>
/// <param name="Mean">the share of features whose sign differs, 0 .. 1; low where the changes correspond</param>
/// <param name="Deviation">the standard deviation over pairs</param>
public sealed record SignChange(double Mean, double Deviation)
{
    /// <param name="draws">by draw, by image: what the covering did to each feature; pairs are formed within a draw</param>
    /// <exception cref="ArgumentException">fewer than two images</exception>
    public static SignChange Of(params IReadOnlyList<IReadOnlyList<double[]>> draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var distances = draws.SelectMany(Distances).ToArray();
        if (distances.Length == 0)
            throw new ArgumentException("a distance needs two images", nameof(draws));
        var mean = distances.Average();
        return new SignChange(mean, Math.Sqrt(distances.Average(distance => (distance - mean) * (distance - mean))));
    }

    private static IEnumerable<double> Distances(IReadOnlyList<double[]> changes)
    {
        var signs = changes.Select(change => Array.ConvertAll(change, value => (sbyte)Math.Sign(value))).ToArray();
        return from i in Enumerable.Range(0, signs.Length) from j in Enumerable.Range(i + 1, signs.Length - i - 1) select Distance(signs[i], signs[j]);
    }

    private static double Distance(sbyte[] a, sbyte[] b)
    {
        var differing = 0;
        for (var i = 0; i < a.Length; i++)
            differing += a[i] == b[i] ? 0 : 1;
        return differing / (double)a.Length;
    }
}
