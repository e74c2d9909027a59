using System.Text;

namespace VizBench.Suite;

/// <summary>A table in HTML that needs nothing else: light or dark as the reader's system is, numbers aligned.</summary>
internal static class HtmlForm
{
    private const string Style =
        """
        .vizbench-results{--paper:#fff;--ink:#1b1b1b;--quiet:#5c6066;--line:#d5d8dc;--best:#e3f1ea;color-scheme:light dark;background:var(--paper);color:var(--ink);font:14px/1.45 system-ui,sans-serif;padding:1em}
        @media (prefers-color-scheme:dark){.vizbench-results{--paper:#16181c;--ink:#e4e4e4;--quiet:#a3a8b0;--line:#3a3e45;--best:#173a2c}}
        .vizbench-results .scroll{overflow-x:auto}
        .vizbench-results table{border-collapse:collapse;margin:.5em 0}
        .vizbench-results th,.vizbench-results td{padding:.25em .7em;border-bottom:1px solid var(--line);text-align:left;vertical-align:baseline}
        .vizbench-results thead th{border-bottom:2px solid var(--ink)}
        .vizbench-results .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .vizbench-results th[scope=row]{font-weight:normal;min-width:13em}
        .vizbench-results .best{background:var(--best);font-weight:bold}
        .vizbench-results small{color:var(--quiet);font-weight:normal;margin-left:.4em}
        .vizbench-results p,.vizbench-results dl{max-width:72em}
        .vizbench-results .note,.vizbench-results dl{color:var(--quiet)}
        .vizbench-results dt{float:left;clear:left;margin-right:.6em;font-weight:bold}
        .vizbench-results dd{margin:0;overflow-wrap:anywhere}
        .vizbench-results svg{max-width:100%;height:auto}
        """;

    /// <summary>A part of a page, with its style.</summary>
    /// <param name="figures">SVG to stand in it</param>
    internal static string Fragment(ResultTable table, IReadOnlyList<string>? figures = null)
    {
        var html = new StringBuilder($"<section class=\"vizbench-results\">\n<style>\n{Style}\n</style>\n<h1>{Html.Text(table.Settings.Title)}</h1>\n");
        foreach (var note in table.Notes)
            html.Append($"<p>{Html.Text(note)}</p>\n");
        foreach (var section in table.Sections)
            AppendSection(html, table, section);
        AppendMethods(html, table);
        foreach (var figure in figures ?? [])
            html.Append("<figure>").Append(figure).Append("</figure>\n");
        html.Append("<h2>Provenance</h2>\n<dl>\n");
        foreach (var fact in table.Provenance)
            html.Append($"<dt>{Html.Text(fact.Name)}</dt><dd>{Html.Text(fact.Value)}</dd>\n");
        return html.Append("</dl>\n</section>\n").ToString();
    }

    /// <summary>A page of its own.</summary>
    internal static string Page(ResultTable table, IReadOnlyList<string>? figures = null) =>
        $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{Html.Text(table.Settings.Title)}</title>\n"
        + $"<style>body{{margin:0}}@media (prefers-color-scheme:dark){{body{{background:#16181c}}}}</style>\n</head>\n<body>\n{Fragment(table, figures)}</body>\n</html>\n";

    private static void AppendSection(StringBuilder html, ResultTable table, TableSection section)
    {
        ColumnFormat[] formats = [.. section.Columns.Select((_, c) => ColumnFormat.Of(section, c))];
        html.Append($"<h2>{Html.Text(section.Title)}</h2>\n<div class=\"scroll\"><table>\n<thead><tr>");
        foreach (var key in table.Keys)
            html.Append($"<th scope=\"col\">{ResultTable.NameOf(key)}</th>");
        html.Append("<th scope=\"col\" class=\"number\">n</th>");
        foreach (var column in section.Columns)
            html.Append($"<th scope=\"col\" class=\"number\">{Html.Text(column.Heading)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in section.Rows)
        {
            html.Append("<tr>");
            foreach (var key in CellText.KeysOf(row))
                html.Append($"<th scope=\"row\">{Html.Text(key)}</th>");
            html.Append($"<td class=\"number\">{CellText.CountOf(row)}</td>");
            for (var c = 0; c < formats.Length; c++)
                AppendCell(html, CellText.Of(row, c, formats[c]));
            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
        foreach (var note in section.Notes)
            html.Append($"<p class=\"note\">{Html.Text(note)}</p>\n");
    }

    private static void AppendCell(StringBuilder html, CellText cell)
    {
        html.Append($"<td class=\"number{(cell.IsBest ? " best" : "")}\">{Html.Text(cell.Mean)}{cell.Mark}");
        var small = string.Join(' ', new[] { cell.Interval, cell.Remark }.Where(part => part.Length > 0));
        html.Append(small.Length > 0 ? $"<small>{Html.Text(small)}</small></td>" : "</td>");
    }

    private static void AppendMethods(StringBuilder html, ResultTable table)
    {
        if (table.Methods.Count == 0)
            return;
        var runs = table.Methods.Any(method => method.Run.Length > 0);
        html.Append($"<h2>Methods and cost</h2>\n<div class=\"scroll\"><table>\n<thead><tr>{(runs ? "<th scope=\"col\">run</th>" : "")}");
        foreach (var name in new[] { "method", "goal", "algorithm", "requires", "shows", "cases", "seconds a case" })
            html.Append($"<th scope=\"col\"{(name is "cases" or "seconds a case" ? " class=\"number\"" : "")}>{name}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Methods)
        {
            html.Append($"<tr>{(runs ? $"<td>{Html.Text(row.Run)}</td>" : "")}<th scope=\"row\">{Html.Text(row.Method)}{(row.Failed > 0 ? CellText.Gap : "")}</th>");
            foreach (var text in new[] { row.Goal, row.Algorithm, row.Requires, row.Shows })
                html.Append($"<td>{Html.Text(text)}</td>");
            html.Append($"<td class=\"number\">{row.Cases}</td><td class=\"number\">{Html.Text(CellText.Seconds(row.Seconds))}</td></tr>\n");
        }

        html.Append("</tbody></table></div>\n");
        foreach (var note in table.MethodNotes)
            html.Append($"<p class=\"note\">{Html.Text(note)}</p>\n");
    }
}
