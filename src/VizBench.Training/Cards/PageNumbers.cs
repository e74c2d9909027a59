using System.Globalization;

namespace VizBench.Training;

/// <summary>Numbers as the pages of networks show them.</summary>
internal static class PageNumbers
{
    internal static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    internal static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
