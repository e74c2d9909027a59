using System.Globalization;

namespace VizBench;

/// <summary>A number with what it counts.</summary>
public static class Counted
{
    /// <summary>"1 pair", "2 pairs".</summary>
    /// <param name="noun">its singular</param>
    /// <param name="plural">null: the noun with an s</param>
    public static string Of(long count, string noun, string? plural = null) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? noun : plural ?? noun + "s")}");
}
