using System.Globalization;

namespace VizBench;

/// <summary>Numbers as summaries for people print them: by significant digits, so that a small range is not shown as "0 to 0".</summary>
public static class ShortNumber
{
    // Beyond this a double no longer holds every whole number.
    private const double LargestWhole = 1e15;
    private const double LargestFixed = 1e6;
    private const double SmallestFixed = 1e-4;

    /// <summary>Whole numbers in full; others rounded, very small and very large ones with an exponent ("1.6e-11").</summary>
    /// <param name="value">any; NaN and infinities are named</param>
    /// <param name="digits">significant digits, at least 1</param>
    public static string Of(double value, int digits = 6)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(digits);
        var magnitude = Math.Abs(value);
        if (!double.IsFinite(value))
            return value.ToString(CultureInfo.InvariantCulture);
        // Adding 0 makes a negative zero positive.
        if (magnitude < LargestWhole && Math.Floor(magnitude) == magnitude)
            return (value + 0).ToString("0", CultureInfo.InvariantCulture);
        if (magnitude is < SmallestFixed or >= LargestFixed)
            return value.ToString($"0.{new string('#', digits - 1)}e-0", CultureInfo.InvariantCulture);
        var decimals = Math.Max(0, digits - 1 - (int)Math.Floor(Math.Log10(magnitude)));
        return value.ToString($"0.{new string('#', decimals)}", CultureInfo.InvariantCulture);
    }
}
