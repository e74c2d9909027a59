namespace VizBench.Cli.Output;

/// <summary>Columns of plain text: as wide as their widest cell, the last one ragged, nothing but spaces between.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    public static void Write(TextWriter output, params IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToArray();
        if (all.Length == 0)
            return;
        var widths = Enumerable.Range(0, all.Max(row => row.Count)).Select(column => all.Max(row => column < row.Count ? row[column].Length : 0)).ToArray();
        foreach (var row in all)
            output.WriteLine(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
