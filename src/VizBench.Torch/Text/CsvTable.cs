using System.Globalization;
using System.Text;

namespace VizBench;

/// <summary>Tables as comma-separated values, RFC 4180 with LF.</summary>
public static class CsvTable
{
    /// <summary>Adds a row: numbers invariant and as many digits as read back to the same bits, nothing for null, texts quoted where they must be.</summary>
    public static void AppendRow(StringBuilder text, params ReadOnlySpan<object?> cells)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < cells.Length; i++)
            text.Append(i == 0 ? "" : ",").Append(Quoted(Convert.ToString(cells[i], CultureInfo.InvariantCulture) ?? ""));
        text.Append('\n');
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
