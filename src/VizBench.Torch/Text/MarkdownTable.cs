using System.Text;
using System.Text.RegularExpressions;

namespace VizBench;

/// <summary>Tables in Markdown.</summary>
public static partial class MarkdownTable
{
    /// <summary>Adds a table to the text.</summary>
    /// <param name="numbers">whether columns that hold numbers alone stand to the right, with the minus of <see cref="MinusSign"/></param>
    /// <param name="texts">how many of the first columns name the rows, and so stand to the left whatever they hold</param>
    public static void Append(StringBuilder text, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows, bool numbers = false, int texts = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(rows);
        IReadOnlyList<string>[] all = [.. rows];
        bool[] isNumber = [.. head.Select((_, column) => numbers && column >= texts && all.All(row => Number().IsMatch(row[column])))];
        AppendRow(text, head);
        AppendRow(text, isNumber.Select(right => right ? "--:" : "---"));
        foreach (var row in all)
            AppendRow(text, row.Select((cell, column) => isNumber[column] ? MinusSign.In(cell) : cell));
    }

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");

    /// <summary>A cell that begins with a number (in bold, say, or "below" it), or has none; after it may come a unit or an interval, but neither "×3" nor ".1.2", which make it a name, nor the next of a list of numbers.</summary>
    [GeneratedRegex(@"^$|^(\*\*)?([–†]|[-−]?∞|NaN|(below )?[-−+]?(\d[\d,]*(\.\d+)?|\.\d+)(e[-−+]?\d+)?)(?![\w.×/-]| \d+( |$))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
