using System.Globalization;
using System.Text;

namespace VizBench.Training;

/// <summary>Tables and numbers of pages in Markdown.</summary>
internal static class MarkdownText
{
    internal static void AppendTable(StringBuilder page, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        AppendRow(page, header);
        AppendRow(page, [.. header.Select(_ => "---")]);
        foreach (var row in rows)
            AppendRow(page, row);
    }

    internal static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    internal static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static void AppendRow(StringBuilder page, IReadOnlyList<string> cells) => page.Append($"| {string.Join(" | ", cells)} |\n");
}
