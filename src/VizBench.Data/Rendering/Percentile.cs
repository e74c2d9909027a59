namespace VizBench.Data.Rendering;

/// <summary>Percentiles as NumPy defines them by default: linear between the two neighbours in rank.</summary>
public static class Percentile
{
    /// <summary>Of the finite values; 0 when there are none.</summary>
    /// <param name="values">in any order; not changed</param>
    /// <param name="percent">0 (the least) to 100 (the greatest)</param>
    public static double Of(IEnumerable<double> values, double percent)
    {
        if (percent is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "a percentile lies in 0..100");
        var sorted = values.Where(double.IsFinite).ToArray();
        if (sorted.Length == 0)
            return 0;
        Array.Sort(sorted);
        var rank = percent / 100 * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
    }
}
