using System.Globalization;
using System.Net;

namespace VizBench.Suite;

/// <summary>Text and numbers for the page. All text that comes from data goes through <see cref="Text"/>.</summary>
internal static class Html
{
    internal static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>Four significant digits at most; small and large ones in exponent form.</summary>
    internal static string Number(double value)
    {
        if (!double.IsFinite(value))
            return value.ToString(CultureInfo.InvariantCulture);
        var format = Math.Abs(value) switch
        {
            0 or (>= 100 and < 100_000) => "0",
            >= 100_000 or < 0.01 => "0.00e0",
            >= 10 => "0.0",
            >= 1 => "0.00",
            _ => "0.000",
        };
        return MinusSign.In(value.ToString(format, CultureInfo.InvariantCulture));
    }

    internal static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Seconds as a person would say them.</summary>
    internal static string Seconds(double seconds) => seconds switch
    {
        < 1 => (1000 * seconds).ToString(seconds < 0.01 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms",
        < 120 => seconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
        _ => (seconds / 60).ToString("0.0", CultureInfo.InvariantCulture) + " min",
    };

    /// <summary>A coordinate of a drawing.</summary>
    internal static string Length(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
