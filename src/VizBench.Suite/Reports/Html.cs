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
        var magnitude = Math.Abs(value);
        return magnitude switch
        {
            0 => "0",
            >= 100_000 or < 0.0005 => value.ToString("0.00e0", CultureInfo.InvariantCulture),
            >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
            >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
            _ => value.ToString("0.000", CultureInfo.InvariantCulture),
        };
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
