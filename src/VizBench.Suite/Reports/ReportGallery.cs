using System.Text;

namespace VizBench.Suite;

/// <summary>A row for each input: the picture, and what each method made of it.</summary>
internal static class ReportGallery
{
    internal static void Append(StringBuilder html, ReportDocument report, PictureSource pictures)
    {
        html.Append("<section class=\"gallery\" aria-label=\"results by input\"><div class=\"bar\"><h2>Results by input</h2>");
        AppendControls(html, report);
        html.Append("</div>\n");
        foreach (var row in report.Rows)
        {
            html.Append("<article class=\"row\"><div class=\"cells\">");
            AppendInput(html, row, pictures);
            foreach (var cell in row.Cells)
                AppendCell(html, row, cell, pictures);
            html.Append("</div></article>\n");
        }

        html.Append("<p class=\"empty\" hidden>No case passes these filters.</p></section>\n");
    }

    private static void AppendControls(StringBuilder html, ReportDocument report)
    {
        html.Append("<div class=\"controls\"><fieldset class=\"segments\"><legend>show</legend>");
        html.Append("<label><input type=\"radio\" name=\"view\" value=\"map\" checked><span>map</span></label>");
        html.Append("<label><input type=\"radio\" name=\"view\" value=\"overlay\"><span>overlay</span></label></fieldset>");
        html.Append("<fieldset class=\"chips\"><legend>methods</legend>");
        foreach (var method in report.Methods)
            html.Append($"<label><input type=\"checkbox\" name=\"method\" value=\"{Html.Text(method.Label)}\" checked><span>{Html.Text(method.Label)}</span></label>");
        html.Append("</fieldset><label class=\"field\">prediction <select id=\"status\"><option value=\"\">all</option><option value=\"right\">right</option><option value=\"wrong\">wrong</option></select></label>");
        html.Append("<label class=\"field\">find <input id=\"find\" type=\"search\" placeholder=\"class or input\"></label></div>");
    }

    private static void AppendInput(StringBuilder html, ReportRow row, PictureSource pictures)
    {
        var status = row.Right is null ? "" : row.Right.Value ? "right" : "wrong";
        html.Append($"<figure class=\"input\" data-status=\"{status}\" data-find=\"{Html.Text($"{row.Network} {row.Input} {row.TrueClass} {row.Predicted}")}\">");
        html.Append($"<img src=\"{pictures.DataUri(row.Picture)}\" alt=\"input {Html.Text(row.Input)}\">");
        html.Append($"<figcaption><b>{Html.Text(row.TrueClass ?? row.Input)}</b><span class=\"{status}\">{(row.Right == false ? "✗ " : row.Right == true ? "✓ " : "")}{Prediction(row)}</span><span class=\"faint\">{Html.Text(row.Network)} · {Html.Text(row.Input)}</span></figcaption></figure>");
    }

    private static string Prediction(ReportRow row) => row is { Predicted: { } predicted, Probability: { } probability } ? $"{Html.Text(predicted)} {Html.Percent(probability)}" : "";

    private static void AppendCell(StringBuilder html, ReportRow row, ReportCell cell, PictureSource pictures)
    {
        html.Append($"<figure class=\"cell\" data-method=\"{Html.Text(cell.Label)}\" data-id=\"{Html.Text(cell.Id)}\"><button type=\"button\" aria-label=\"details of {Html.Text(cell.Label)} on {Html.Text(row.Input)}\">");
        html.Append($"<img class=\"map{(cell.Shape.Length == 1 ? " drawing" : "")}\" loading=\"lazy\" src=\"{pictures.DataUri(cell.Picture)}\" alt=\"{Html.Text(cell.Label)}\">");
        if (cell.Overlay is { } overlay)
            html.Append($"<img class=\"overlay\" loading=\"lazy\" src=\"{pictures.DataUri(overlay)}\" alt=\"{Html.Text(cell.Label)} over the input\">");
        html.Append("</button>");
        if (cell.Colors is { } colors)
            ReportColorBar.Append(html, colors);
        html.Append($"<figcaption><b>{Html.Text(cell.Label)}</b>");
        if (cell.Metrics.TryGetValue(ReportChart.Metric, out var iou))
            html.Append($"<span>IoU {Html.Number(iou)}</span>");
        html.Append("</figcaption>");
        ReportTrace.AppendObjective(html, cell.Trace);
        AppendDetail(html, cell);
        html.Append("</figure>\n");
    }

    private static void AppendDetail(StringBuilder html, ReportCell cell)
    {
        html.Append("<div class=\"detail\" hidden><table><tbody>");
        AppendLine(html, "case", cell.Id);
        if (cell.Target is { } target)
            AppendLine(html, "target", target);
        AppendLine(html, "shape", string.Join(" × ", cell.Shape));
        AppendLine(html, "range", $"{Html.Number(cell.Statistics.Min)} … {Html.Number(cell.Statistics.Max)}, mean {Html.Number(cell.Statistics.Mean)}");
        AppendLine(html, "time", Html.Seconds(cell.Seconds));
        foreach (var (name, value) in cell.Metrics.Concat(cell.Scalars))
            AppendLine(html, name, Html.Number(value));
        foreach (var (layer, sum) in cell.LayerSums)
            AppendLine(html, $"Σ {layer}", Html.Number(sum));
        html.Append("</tbody></table>");
        ReportTrace.AppendAll(html, cell.Trace);
        html.Append("</div>");
    }

    private static void AppendLine(StringBuilder html, string name, string value) =>
        html.Append($"<tr><th scope=\"row\">{Html.Text(name)}</th><td>{Html.Text(value)}</td></tr>");
}
