namespace VizBench.Data.Rendering;

/// <summary>Which values a colour map spans.</summary>
internal static class MapRange
{
    /// <summary>The percentile of |v|, or the maximum where fewer values than that differ from zero.</summary>
    public static double Magnitude(IReadOnlyCollection<double> values, double percent)
    {
        var magnitude = Percentile.Of(values.Select(Math.Abs), percent);
        return magnitude > 0 ? magnitude : Percentile.Of(values.Select(Math.Abs), 100);
    }

    public static void CheckSize(double[] values, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if ((long)height * width != values.Length)
            throw new ArgumentException($"a {height}×{width} map does not have {values.Length} values", nameof(values));
    }
}
