using System.Text;

namespace VizBench.Suite;

/// <summary>report.html: one file that needs no network, readable without its script.</summary>
internal static class ReportPage
{
    internal static string Of(ReportDocument report, PictureSource pictures)
    {
        var html = new StringBuilder();
        var run = report.Run;
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        // The page loads nothing: not even by accident.
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n");
        html.Append($"<title>VizBench · {Html.Text(run.Suite)}</title>\n<style>\n{Resource("report.css")}{ReportColorBar.Style}</style></head>\n<body>\n");
        html.Append($"<header><p class=\"brand\">VizBench</p><h1>{Html.Text(run.Suite)}</h1><p class=\"lead\">{Html.Text(run.Summary)}</p>");
        AppendVerdict(html, report);
        html.Append("</header>\n<main>\n");
        AppendTiles(html, report);
        AppendFailures(html, report);
        ReportTables.Append(html, report);
        ReportGallery.Append(html, report, pictures);
        ReportEnvironment.Append(html, run);
        html.Append("</main>\n<dialog id=\"zoom\" aria-label=\"details\"><div class=\"zoom-bar\"><h3></h3><button type=\"button\" data-step=\"-1\" aria-label=\"previous\">←</button><button type=\"button\" data-step=\"1\" aria-label=\"next\">→</button><button type=\"button\" data-close aria-label=\"close\">✕</button></div><div class=\"zoom-pictures\"></div><div class=\"zoom-text\"></div></dialog>\n");
        html.Append("<footer>Made from report.json by VizBench. Keys: <kbd>o</kbd> map or overlay, <kbd>/</kbd> find, <kbd>←</kbd> <kbd>→</kbd> through the details, <kbd>Esc</kbd> closes them.</footer>\n");
        return html.Append($"<script>\n{Resource("report.js")}</script>\n</body></html>\n").ToString();
    }

    private static void AppendVerdict(StringBuilder html, ReportDocument report)
    {
        var (failed, missing) = (report.Failures.Count, report.Run.Cases - report.Finished);
        var (css, text) = failed > 0 ? ("bad", $"{failed} of {Counted.Of(report.Run.Cases, "case")} failed")
            : missing > 0 ? ("part", $"{report.Finished} of {Counted.Of(report.Run.Cases, "case")} finished; the run was stopped")
            : ("good", report.Finished == 1 ? "the one case computed" : $"all {report.Finished} cases computed");
        html.Append($"<p class=\"verdict {css}\">{Html.Text(text)}</p>");
    }

    private static void AppendTiles(StringBuilder html, ReportDocument report)
    {
        var judged = report.Rows.Where(row => row.Right is not null).ToArray();
        html.Append("<dl class=\"tiles\">");
        Tile(html, "cases", $"{report.Finished - report.Failures.Count}");
        Tile(html, "inputs", $"{report.Rows.Count}");
        Tile(html, "methods", $"{report.Methods.Count}");
        if (judged.Length > 0)
            Tile(html, "classified right", $"{judged.Count(row => row.Right == true)} of {judged.Length}");
        Tile(html, "precision", report.Run.Precision);
        Tile(html, "device", report.Run.Device);
        Tile(html, "computing", Html.Seconds(report.Seconds));
        html.Append("</dl>\n");
    }

    private static void Tile(StringBuilder html, string name, string value) => html.Append($"<div><dt>{Html.Text(name)}</dt><dd>{Html.Text(value)}</dd></div>");

    private static void AppendFailures(StringBuilder html, ReportDocument report)
    {
        if (report.Failures.Count == 0)
            return;
        html.Append("<section class=\"panel failures\"><h2>Cases that failed</h2><ul>\n");
        foreach (var same in report.Failures.GroupBy(failure => failure.Error, StringComparer.Ordinal))
            html.Append($"<li><p>{Html.Text(same.Key)}</p>{string.Concat(same.Select(failure => $"<code>{Html.Text(failure.Id)}</code> "))}</li>\n");
        html.Append("</ul></section>\n");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"the program lacks its part {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
