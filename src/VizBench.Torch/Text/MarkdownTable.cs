using System.Text;

namespace VizBench;

/// <summary>Tables in Markdown.</summary>
public static class MarkdownTable
{
    /// <summary>Adds a table to the text.</summary>
    /// <param name="numbers">whether all columns but the first hold numbers, and so stand to the right</param>
    /// <param name="texts">how many of the first columns hold none</param>
    public static void Append(StringBuilder text, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows, bool numbers = false, int texts = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(rows);
        AppendRow(text, head);
        AppendRow(text, head.Select((_, column) => numbers && column >= texts ? "--:" : "---"));
        foreach (var row in rows)
            AppendRow(text, row);
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
