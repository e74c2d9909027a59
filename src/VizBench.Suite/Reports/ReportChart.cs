using System.Text;

namespace VizBench.Suite;

/// <summary>Mean IoU by method as dots with their intervals, beside what a random map would reach.</summary>
internal static class ReportChart
{
    internal const string Metric = "attribution-iou";
    private const double LetterWidth = 7.2;
    private const double LongestLabel = 330;
    private const double Width = 720;
    private const double RowHeight = 26;
    private const double Top = 8;

    internal static void Append(StringBuilder html, ReportDocument report)
    {
        var rows = report.Methods.Where(m => m.Metrics.ContainsKey(Metric)).OrderByDescending(m => m.Metrics[Metric].Mean).ToArray();
        var highest = rows.Select(m => m.Metrics[Metric].High).Append(report.ChanceIou ?? 0).Max();
        var end = Math.Min(1, Math.Max(0.1, Math.Ceiling(highest * 10) / 10));
        var bottom = Top + rows.Length * RowHeight;
        var left = Math.Min(LongestLabel, rows.Max(m => m.Label.Length) * LetterWidth) + 14;
        html.Append($"<figure class=\"chart\"><svg viewBox=\"0 0 {Html.Length(Width)} {Html.Length(bottom + 34)}\" role=\"img\" aria-label=\"mean IoU by method with 95 % intervals\">\n");
        for (var tick = 0; tick <= (int)Math.Round(end * 10); tick++)
        {
            var x = X(tick / 10.0);
            html.Append($"<line class=\"grid\" x1=\"{Html.Length(x)}\" x2=\"{Html.Length(x)}\" y1=\"{Html.Length(Top)}\" y2=\"{Html.Length(bottom)}\"/>");
            html.Append($"<text class=\"tick\" x=\"{Html.Length(x)}\" y=\"{Html.Length(bottom + 15)}\" text-anchor=\"middle\">{Html.Length(tick / 10.0)}</text>\n");
        }

        if (report.ChanceIou is { } chance)
        {
            var x = X(chance);
            html.Append($"<line class=\"chance\" x1=\"{Html.Length(x)}\" x2=\"{Html.Length(x)}\" y1=\"{Html.Length(Top)}\" y2=\"{Html.Length(bottom)}\"/>");
            html.Append($"<text class=\"tick\" x=\"{Html.Length(x)}\" y=\"{Html.Length(bottom + 29)}\" text-anchor=\"middle\">chance {Html.Number(chance)}</text>\n");
        }

        for (var i = 0; i < rows.Length; i++)
        {
            var (y, value) = (Top + (i + 0.5) * RowHeight, rows[i].Metrics[Metric]);
            html.Append($"<text x=\"{Html.Length(left - 14)}\" y=\"{Html.Length(y + 4)}\" text-anchor=\"end\">{Html.Text(rows[i].Label)}</text>");
            html.Append($"<line class=\"whisker\" x1=\"{Html.Length(X(value.Low))}\" x2=\"{Html.Length(X(value.High))}\" y1=\"{Html.Length(y)}\" y2=\"{Html.Length(y)}\"/>");
            html.Append($"<circle class=\"dot\" cx=\"{Html.Length(X(value.Mean))}\" cy=\"{Html.Length(y)}\" r=\"5\"><title>{Html.Text(rows[i].Label)}: {Html.Number(value.Mean)} ({Html.Number(value.Low)} – {Html.Number(value.High)})</title></circle>\n");
        }

        html.Append("</svg><figcaption>Mean IoU with the object’s mask, 95 % bootstrap intervals over inputs. The dashed line is the mean IoU of a random map.</figcaption></figure>\n");

        double X(double value) => left + (Width - left - 20) * value / end;
    }
}
