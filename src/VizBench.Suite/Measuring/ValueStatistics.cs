namespace VizBench.Suite;

/// <summary>Four numbers of a tensor, in float64, summed in order so that they are the same everywhere.</summary>
/// <param name="Min">least value</param>
/// <param name="Max">greatest value</param>
/// <param name="Mean">arithmetic mean</param>
/// <param name="L2">root of the sum of squares</param>
internal sealed record ValueStatistics(double Min, double Max, double Mean, double L2)
{
    internal static ValueStatistics Of(double[] values)
    {
        if (values.Length == 0)
            return new ValueStatistics(0, 0, 0, 0);
        var (min, max, sum, squares) = (values[0], values[0], 0.0, 0.0);
        foreach (var value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
            sum += value;
            squares += value * value;
        }

        return new ValueStatistics(min, max, sum / values.Length, Math.Sqrt(squares));
    }

    /// <summary>The greatest magnitude: what errors are measured against.</summary>
    internal double Scale => Math.Max(Math.Abs(Min), Math.Abs(Max));
}
