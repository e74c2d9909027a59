using System.Text;
using VizBench.Files;

namespace VizBench.Data.Broden;

/// <summary>A small comma-separated file with a header line, wholly read; quoted fields may hold commas, quotes and line ends.</summary>
internal sealed class CsvTable
{
    private const long MostBytes = 256L << 20;
    private const int MostColumns = 256;
    private const int MostRows = 5_000_000;

    private readonly string _path;
    private readonly string[] _columns;

    private CsvTable(string path, string[] columns, List<CsvRow> rows) => (_path, _columns, Rows) = (path, columns, rows);

    public IReadOnlyList<CsvRow> Rows { get; }

    public IReadOnlyList<string> Columns => _columns;

    /// <exception cref="FileError">missing, too long, not UTF-8, a row of another length than the header, or a column missing</exception>
    public static CsvTable Read(string path, params ReadOnlySpan<string> needed)
    {
        var text = Text(path);
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        var line = 1;
        var columns = Fields(path, text, ref at, ref line);
        foreach (var column in needed)
        {
            if (!columns.Contains(column, StringComparer.Ordinal))
                throw new FileError(path, "line 1", $"the column '{column}' is missing; the first line names the columns");
        }

        var rows = new List<CsvRow>();
        while (at < text.Length)
        {
            var start = line;
            var fields = Fields(path, text, ref at, ref line);
            if (fields.Length == 1 && fields[0].Length == 0)
                continue;
            if (fields.Length != columns.Length)
                throw new FileError(path, $"line {start}", $"it has {fields.Length} fields and the header {columns.Length}");
            if (rows.Count == MostRows)
                throw new FileError(path, $"line {start}", $"more rows than the {MostRows} that are read; divide the data set");
            rows.Add(new CsvRow(start, fields));
        }

        return new CsvTable(path, columns, rows);
    }

    public string Field(CsvRow row, string column) => row.Fields[Array.IndexOf(_columns, column)];

    /// <exception cref="FileError">no whole number of the range</exception>
    public int Number(CsvRow row, string column, int least, int most)
    {
        var text = Field(row, column);
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FileError(_path, $"line {row.Line}", $"{column} can't be '{Shortened(text)}'; it takes a whole number from {least} to {most}");
    }

    /// <exception cref="FileError">no finite number from 0 on</exception>
    public double Amount(CsvRow row, string column)
    {
        var text = Field(row, column);
        return double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0
            ? number
            : throw new FileError(_path, $"line {row.Line}", $"{column} can't be '{Shortened(text)}'; it takes a number from 0");
    }

    /// <summary>For messages: the beginning, in one line.</summary>
    public static string Shortened(string text) => OneLine.Beginning(text, 60);

    private static string Text(string path)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(InputFile.ReadBytes(path, MostBytes));
        }
        catch (DecoderFallbackException e)
        {
            throw new FileError(path, "file", "it is not UTF-8 text; save it as UTF-8", e);
        }
    }

    private static string[] Fields(string path, string text, ref int at, ref int line)
    {
        var fields = new List<string>();
        while (true)
        {
            if (fields.Count == MostColumns)
                throw new FileError(path, $"line {line}", $"more than {MostColumns} fields");
            fields.Add(at < text.Length && text[at] == '"' ? Quoted(path, text, ref at, ref line) : Plain(text, ref at));
            if (at >= text.Length)
                return [.. fields];
            var separator = text[at++];
            if (separator == ',')
                continue;
            if (separator == '\r' && at < text.Length && text[at] == '\n')
                at++;
            else if (separator is not ('\n' or '\r'))
                throw new FileError(path, $"line {line}", "text after a closing quote; a field is quoted wholly or not at all");
            line++;
            return [.. fields];
        }
    }

    private static string Plain(string text, ref int at)
    {
        var length = text.AsSpan(at).IndexOfAny(',', '\n', '\r');
        var field = length < 0 ? text[at..] : text.Substring(at, length);
        at += field.Length;
        return field;
    }

    private static string Quoted(string path, string text, ref int at, ref int line)
    {
        var (field, start) = (new StringBuilder(), line);
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\n')
                line++;
            if (text[at] != '"')
                field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[++at]);
            else
            {
                at++;
                return field.ToString();
            }
        }

        throw new FileError(path, $"line {start}", "a quote that is not closed");
    }
}

/// <summary>One row and the line it begins in.</summary>
internal sealed record CsvRow(int Line, string[] Fields);
