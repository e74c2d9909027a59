using System.Text;

namespace VizBench.Suite;

/// <summary>A table in Markdown, as GitHub renders it.</summary>
internal static class MarkdownForm
{
    /// <param name="figures">titles and paths of pictures, from where the text will lie</param>
    internal static string Of(ResultTable table, IReadOnlyList<(string Title, string Path)>? figures = null)
    {
        var text = new StringBuilder($"# {Escaped(table.Settings.Title)}\n\n");
        foreach (var note in table.Notes)
            text.Append(Escaped(note)).Append("\n\n");
        foreach (var section in table.Sections)
        {
            text.Append($"## {section.Title}\n\n");
            ColumnFormat[] formats = [.. section.Columns.Select((_, c) => ColumnFormat.Of(section, c))];
            MarkdownTable.Append(
                text, [.. table.Keys.Select(ResultTable.NameOf), "n", .. section.Columns.Select(column => Escaped(column.Heading))],
                section.Rows.Select(row => (IReadOnlyList<string>)[.. CellText.KeysOf(row).Select(Escaped), CellText.CountOf(row), .. formats.Select((format, c) => Cell(CellText.Of(row, c, format)))]), numbers: true, texts: table.Keys.Count);
            text.Append('\n');
            foreach (var note in section.Notes)
                text.Append(Escaped(note)).Append("\n\n");
        }

        AppendMethods(text, table);
        foreach (var (title, path) in figures ?? [])
            text.Append($"![{Escaped(title)}]({path})\n\n");
        text.Append("## Provenance\n\n");
        foreach (var fact in table.Provenance)
            text.Append($"- {Escaped(fact.Name)}: {(fact.IsCommand ? Code(fact.Value) : Escaped(fact.Value))}\n");
        return text.ToString();
    }

    private static void AppendMethods(StringBuilder text, ResultTable table)
    {
        if (table.Methods.Count == 0)
            return;
        var runs = table.Methods.Any(method => method.Run.Length > 0);
        IReadOnlyList<string> Cells(string run, params string[] others) => runs ? [Escaped(run), .. others] : others;
        text.Append("## Methods and cost\n\n");
        MarkdownTable.Append(
            text, Cells("run", "method", "goal", "algorithm", "requires", "shows", "cases", "seconds a case"),
            table.Methods.Select(row => Cells(
                row.Run, Escaped(row.Method) + (row.Failed > 0 ? CellText.Gap : ""), row.Goal, row.Algorithm, row.Requires, row.Shows, FormattableString.Invariant($"{row.Cases}"), CellText.Seconds(row.Seconds))), numbers: true);
        text.Append('\n');
        foreach (var note in table.MethodNotes)
            text.Append(Escaped(note)).Append("\n\n");
    }

    private static string Cell(CellText cell)
    {
        var text = string.Join(' ', new[] { cell.Mean, cell.Interval, cell.Remark.Length > 0 ? $"({cell.Remark})" : "" }.Where(part => part.Length > 0));
        return (cell.IsBest ? $"**{text}**" : text) + cell.Mark;
    }

    /// <summary>Text as code, in which nothing is markup: between more backticks than it has in a row.</summary>
    internal static string Code(string text)
    {
        var longest = text.Aggregate((Run: 0, Longest: 0), (seen, letter) => letter == '`' ? (seen.Run + 1, Math.Max(seen.Longest, seen.Run + 1)) : (0, seen.Longest)).Longest;
        var fence = new string('`', longest + 1);
        var space = text.StartsWith('`') || text.EndsWith('`') ? " " : "";
        return $"{fence}{space}{text.ReplaceLineEndings(" ")}{space}{fence}";
    }

    /// <summary>Text in which nothing is markup; the table's own escape of | comes later.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text.ReplaceLineEndings(" "))
            escaped.Append(letter is '\\' or '*' or '_' or '`' or '<' or '[' or ']' or '~' ? $"\\{letter}" : letter.ToString());
        return escaped.ToString();
    }
}
