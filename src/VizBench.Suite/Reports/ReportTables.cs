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
            AppendTable(
                html, rows,
                columns.Select(c => $"<th scope=\"col\" title=\"{Html.Text(c.Name)}\">{Html.Text(c.Heading)}{(c.HigherIsBetter is null ? "" : c.HigherIsBetter.Value ? " ↑" : " ↓")}</th>"),
                row => columns.Select(c => (row.Metrics.GetValueOrDefault(c.Name), IsBest(row, rows, c.Name, c.HigherIsBetter))));
            html.Append($"<p class=\"note\">{Html.Text(group.Note)}</p></section>\n");
        }

        AppendScalars(html, report);
    }

    /// <summary>The numbers of the methods' own that several rows have, so that they can be compared.</summary>
    private static void AppendScalars(StringBuilder html, ReportDocument report)
    {
        string[] columns = [.. report.Methods.SelectMany(m => m.Scalars.Keys).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).Order(StringComparer.Ordinal)];
        if (columns.Length == 0)
            return;
        html.Append("<section class=\"panel\"><h2>Measured by the methods</h2>\n");
        AppendTable(
            html, [.. report.Methods.Where(row => columns.Any(row.Scalars.ContainsKey))], columns.Select(name => $"<th scope=\"col\">{Html.Text(name)}</th>"),
            row => columns.Select(name => (row.Scalars.GetValueOrDefault(name), false)));
        html.Append("<p class=\"note\">Numbers that methods report of their own results: means over the cases with 95 % bootstrap intervals.</p></section>\n");
    }

    private static void AppendTable(
        StringBuilder html, ReportMethod[] rows, IEnumerable<string> headings, Func<ReportMethod, IEnumerable<(MeanInterval? Value, bool IsBest)>> cellsOf)
    {
        html.Append("<div class=\"scroll\"><table class=\"numbers\"><thead><tr><th scope=\"col\">method</th><th scope=\"col\">cases</th>");
        html.AppendJoin("", headings);
        html.Append("<th scope=\"col\">time a case</th></tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append($"<tr><th scope=\"row\">{Html.Text(row.Label)}</th><td>{row.Cases}</td>");
            foreach (var (value, isBest) in cellsOf(row))
                AppendCell(html, value, isBest);
            html.Append($"<td>{Html.Seconds(row.Seconds)}</td></tr>\n");
        }

        html.Append("</tbody></table></div>");
    }

    private static bool IsBest(ReportMethod row, ReportMethod[] rows, string metric, bool? higherIsBetter) =>
        higherIsBetter is { } higher && rows.Count(r => r.Metrics.ContainsKey(metric)) > 1 && row.Metrics.TryGetValue(metric, out var value) && value.Mean == Best(rows, metric, higher);

    private static void AppendCell(StringBuilder html, MeanInterval? value, bool isBest)
    {
        if (value is null)
        {
            html.Append("<td class=\"none\">–</td>");
            return;
        }

        html.Append($"<td{(isBest ? " class=\"best\"" : "")}>{Html.Number(value.Mean)}");
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
