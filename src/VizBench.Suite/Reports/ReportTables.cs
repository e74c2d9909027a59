using System.Text;

namespace VizBench.Suite;

/// <summary>The tables by method.</summary>
internal static class ReportTables
{
    internal static void Append(StringBuilder html, ReportDocument report)
    {
        foreach (var group in TableGroup.All)
        {
            var columns = group.Metrics.Where(metric => report.Methods.Any(m => m.Metrics.ContainsKey(metric.Name))).ToArray();
            var rows = report.Methods.Where(m => columns.Any(c => m.Metrics.ContainsKey(c.Name))).ToArray();
            if (rows.Length == 0)
                continue;
            html.Append($"<section class=\"panel\"><h2>{Html.Text(group.Title)}</h2>\n");
            if (columns.Any(c => string.Equals(c.Name, ReportChart.Metric, StringComparison.Ordinal)))
                ReportChart.Append(html, report);
            html.Append("<div class=\"scroll\"><table class=\"numbers\"><thead><tr><th scope=\"col\">method</th><th scope=\"col\">cases</th>");
            foreach (var (name, heading, better) in columns)
                html.Append($"<th scope=\"col\" title=\"{Html.Text(name)}\">{Html.Text(heading)}{(better is null ? "" : better.Value ? " ↑" : " ↓")}</th>");
            html.Append("<th scope=\"col\">time a case</th></tr></thead><tbody>\n");
            foreach (var row in rows)
            {
                html.Append($"<tr><th scope=\"row\">{Html.Text(row.Label)}</th><td>{row.Cases}</td>");
                foreach (var column in columns)
                    AppendCell(html, row, rows, column);
                html.Append($"<td>{Html.Seconds(row.Seconds)}</td></tr>\n");
            }

            html.Append($"</tbody></table></div><p class=\"note\">{Html.Text(group.Note)}</p></section>\n");
        }
    }

    private static void AppendCell(StringBuilder html, ReportMethod row, ReportMethod[] rows, (string Name, string Heading, bool? HigherIsBetter) column)
    {
        if (!row.Metrics.TryGetValue(column.Name, out var value))
        {
            html.Append("<td class=\"none\">–</td>");
            return;
        }

        var best = column.HigherIsBetter is { } higher && rows.Count(r => r.Metrics.ContainsKey(column.Name)) > 1 && value.Mean == Best(rows, column.Name, higher);
        html.Append($"<td{(best ? " class=\"best\"" : "")}>{Html.Number(value.Mean)}");
        if (value.Low != value.High)
            html.Append($"<small>{Html.Number(value.Low)} – {Html.Number(value.High)}</small>");
        html.Append("</td>");
    }

    private static double Best(ReportMethod[] rows, string metric, bool higher)
    {
        var means = rows.Where(r => r.Metrics.ContainsKey(metric)).Select(r => r.Metrics[metric].Mean);
        return higher ? means.Max() : means.Min();
    }
}
