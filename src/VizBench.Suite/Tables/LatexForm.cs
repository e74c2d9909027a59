using System.Text;
using System.Text.RegularExpressions;

namespace VizBench.Suite;

/// <summary>
/// Tables in LaTeX with booktabs: one float for each part of the table, each with caption and label, wide ones shrunk to the line. The text
/// is for \input after the preamble that its first lines name; <see cref="Standalone"/> is a document around it.
/// </summary>
internal static partial class LatexForm
{
    // Of \small, with heading and caption, on a page of A4 or letter.
    private const int MostRows = 42;

    // Of \scriptsize, in cells of two or three lines.
    private const int MostMethods = 26;

    private const string Preamble = "\\usepackage[T1]{fontenc}\n\\usepackage[utf8]{inputenc}\n\\usepackage{textcomp}\n\\usepackage{array}\n\\usepackage{booktabs}\n\\usepackage{graphicx}\n";

    // Method, goal, algorithm, requires, shows.
    private static readonly string[] s_methodColumns = [".16", ".17", ".14", ".17", ".12"];

    private static readonly Dictionary<char, string> s_signs = new (char Letter, string Command)[]
    {
        ('\\', "\\textbackslash{}"), ('~', "\\textasciitilde{}"), ('^', "\\textasciicircum{}"), ('<', "\\textless{}"), ('>', "\\textgreater{}"), ('|', "\\textbar{}"), ('"', "\\textquotedbl{}"),
        ('&', "\\&"), ('%', "\\%"), ('$', "\\$"), ('#', "\\#"), ('_', "\\_"), ('{', "\\{"), ('}', "\\}"), ('[', "{[}"), (']', "{]}"),
        ('−', "$-$"), ('↑', "$\\uparrow$"), ('↓', "$\\downarrow$"), ('→', "$\\rightarrow$"), ('°', "$^{\\circ}$"), ('×', "$\\times$"), ('±', "$\\pm$"), ('·', "$\\cdot$"),
        ('≤', "$\\le$"), ('≥', "$\\ge$"), ('∞', "$\\infty$"), ('†', "\\textdagger{}"), ('‡', "\\textdaggerdbl{}"), ('…', "\\ldots{}"), ('–', "\\textendash{}"), ('’', "'"), ('“', "``"), ('”', "''"),
        ('⁺', "$^{+}$"), ('²', "$^{2}$"), ('³', "$^{3}$"), ('⁴', "$^{4}$"), ('µ', "$\\mu$"),
        ('α', "$\\alpha$"), ('β', "$\\beta$"), ('γ', "$\\gamma$"), ('δ', "$\\delta$"), ('ε', "$\\varepsilon$"), ('λ', "$\\lambda$"), ('μ', "$\\mu$"), ('σ', "$\\sigma$"), ('τ', "$\\tau$"),
    }.ToDictionary(sign => sign.Letter, sign => sign.Command);

    /// <summary>For \input.</summary>
    internal static string Of(ResultTable table)
    {
        var text = new StringBuilder("% Needs in the preamble:\n").Append(string.Concat(Preamble.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"%   {line}\n")));
        foreach (var section in table.Sections)
            AppendSection(text, table, section);
        if (table.Methods.Count > 0)
            AppendMethods(text, table);
        text.Append("\n\\par{\\footnotesize\\raggedright\n");
        foreach (var fact in table.Provenance)
            text.Append($"{Escaped(fact.Name)}: {Breakable(Escaped(fact.Value))}.\\\\\n");
        return text.Append("\\par}\n").ToString();
    }

    /// <summary>A document of the table alone.</summary>
    internal static string Standalone(ResultTable table) =>
        $"\\documentclass[a4paper]{{article}}\n{Preamble}\\usepackage[margin=20mm]{{geometry}}\n\\begin{{document}}\n\\section*{{{Escaped(table.Settings.Title)}}}\n{Of(table)}\\end{{document}}\n";

    private static void AppendSection(StringBuilder text, ResultTable table, TableSection section)
    {
        ColumnFormat[] formats = [.. section.Columns.Select((_, c) => ColumnFormat.Of(section, c))];
        string[] notes = [.. section.Notes, .. table.Notes];
        AppendTable(
            text, $"{table.Settings.Title}: {section.Title}.", $"{table.Settings.Label}-{Slug.Of(section.Title)}",
            new string('l', table.Keys.Count) + new string('r', section.Columns.Count + 1),
            [.. table.Keys.Select(ResultTable.NameOf), "n", .. section.Columns.Select(column => column.Heading)],
            [.. section.Rows.Select(row => (IReadOnlyList<string>)[.. CellText.KeysOf(row).Select(Escaped), CellText.CountOf(row), .. formats.Select((format, c) => Cell(CellText.Of(row, c, format)))])], notes);
    }

    private static void AppendMethods(StringBuilder text, ResultTable table)
    {
        var runs = table.Methods.Any(method => method.Run.Length > 0);
        IReadOnlyList<string> Cells(string run, params string[] others) => runs ? [run, .. others] : others;
        AppendTable(
            text, $"{table.Settings.Title}: methods and cost.", $"{table.Settings.Label}-methods", (runs ? "l" : "") + string.Concat(s_methodColumns.Select(width => $">{{\\raggedright\\arraybackslash}}p{{{width}\\linewidth}}")) + "r>{\\raggedleft\\arraybackslash}p{.13\\linewidth}",
            Cells("run", "method", "goal", "algorithm", "requires", "shows", "cases", "seconds a case"),
            [.. table.Methods.Select(row => Cells(row.Run, row.Method + (row.Failed > 0 ? CellText.Gap : ""), row.Goal, row.Algorithm, row.Requires, row.Shows, FormattableString.Invariant($"{row.Cases}"), CellText.Seconds(row.Seconds)).Select(text => Breakable(Escaped(text))).ToArray())],
            table.MethodNotes, "\\scriptsize\\setlength{\\tabcolsep}{3pt}", MostMethods);
    }

    private static void AppendTable(
        StringBuilder text, string caption, string label, string columns, IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<string> notes,
        string size = "\\small", int mostRows = MostRows)
    {
        foreach (var (page, place) in rows.Chunk(mostRows).Select((page, place) => (page, place)))
        {
            text.Append($"\n\\begin{{table}}[htbp]\n\\centering{size}\n\\caption{{{Escaped(caption)}{(place > 0 ? " (Continued.)" : "")}}}\n\\label{{tab:{label}{(place > 0 ? $"-{place + 1}" : "")}}}\n");
            // Shrunk where it is wider than the line, and only there.
            text.Append($"\\resizebox{{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}}{{!}}{{%\n\\begin{{tabular}}{{{columns}}}\n\\toprule\n");
            text.AppendJoin(" & ", head.Select(Escaped)).Append(" \\\\\n\\midrule\n");
            foreach (var row in page)
                text.AppendJoin(" & ", row).Append(" \\\\\n");
            text.Append("\\bottomrule\n\\end{tabular}}\n");
            if (notes.Count > 0)
                text.Append("\\par\\smallskip\\parbox{\\linewidth}{\\footnotesize ").AppendJoin(' ', notes.Select(note => Breakable(Escaped(note)))).Append("}\n");
            text.Append("\\end{table}\n");
        }
    }

    private static string Cell(CellText cell)
    {
        var mean = cell.IsBest ? $"\\textbf{{{Escaped(cell.Mean)}}}" : Escaped(cell.Mean);
        var interval = cell.Interval.Length > 0 ? $" {{\\footnotesize {Escaped(cell.Interval)}}}" : "";
        return $"{mean}{interval}{(cell.Remark.Length > 0 ? $" {{\\footnotesize ({Escaped(cell.Remark)})}}" : "")}{Escaped(cell.Mark)}";
    }

    // Ids and paths have no spaces where a line could end.
    private static string Breakable(string escaped) => Joint().Replace(escaped, match => match.Value + "\\allowbreak{}");

    [GeneratedRegex("/|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Joint();

    /// <summary>Text in which nothing is a command, in letters that pdfTeX has: a letter that it may lack stands as its code point.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            if (rune.IsBmp && s_signs.TryGetValue((char)rune.Value, out var sign))
                escaped.Append(sign);
            else if (Rune.IsControl(rune))
                escaped.Append(' ');
            else if (rune.IsAscii || (rune.Value is >= 0xC0 and <= 0x17F && Rune.IsLetter(rune)))
                escaped.Append(rune.ToString());
            else
                escaped.Append($"\\texttt{{U+{rune.Value:X4}}}");
        }

        // Two hyphens in a row would become a dash: the options of a command line.
        return escaped.ToString().Replace("--", "-{}-", StringComparison.Ordinal);
    }
}
