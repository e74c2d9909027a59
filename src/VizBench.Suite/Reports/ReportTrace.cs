using System.Text;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>How an optimisation went, as small curves over its steps on a logarithmic axis: the trace is dense at the start and thin later.</summary>
internal static class ReportTrace
{
    private const double Width = 150;
    private const double Height = 56;
    private const double Margin = 4;

    private static readonly (string Name, Func<TraceRow, double> Number)[] s_curves =
    [
        ("objective", row => row.Objective), ("penalty", row => row.Penalty), ("gradient norm", row => row.GradientNorm), ("picture norm", row => row.ImageNorm),
        ("total variation", row => row.TotalVariation), ("high frequencies", row => row.HighFrequencyShare),
    ];

    /// <summary>The objective alone, beside a picture; nothing where there is no trace.</summary>
    internal static void AppendObjective(StringBuilder html, IReadOnlyList<TraceRow> trace)
    {
        if (trace.Count > 1)
            Append(html, trace, s_curves[0]);
    }

    /// <summary>All curves that are not zero throughout.</summary>
    internal static void AppendAll(StringBuilder html, IReadOnlyList<TraceRow> trace)
    {
        if (trace.Count <= 1)
            return;
        html.Append("<div class=\"traces\">");
        foreach (var curve in s_curves.Where(curve => trace.Any(row => curve.Number(row) is not 0 and not double.NaN)))
            Append(html, trace, curve);
        html.Append("</div>");
    }

    private static void Append(StringBuilder html, IReadOnlyList<TraceRow> trace, (string Name, Func<TraceRow, double> Number) curve)
    {
        // The last row is of the finished picture, whose objective and gradient nobody computed.
        (int Step, double Value)[] points = [.. trace.Select(row => (row.Step, curve.Number(row))).Where(point => double.IsFinite(point.Item2))];
        if (points.Length < 2)
            return;
        var (low, high) = (points.Min(point => point.Value), points.Max(point => point.Value));
        var last = Math.Log2(1 + points[^1].Step);
        var path = string.Join(' ', points.Select(point => $"{Html.Length(Margin + (Width - 2 * Margin) * Math.Log2(1 + point.Step) / last)},{Html.Length(Y(point.Value))}"));
        html.Append($"<figure class=\"trace\"><svg viewBox=\"0 0 {Html.Length(Width)} {Html.Length(Height)}\" role=\"img\" aria-label=\"{curve.Name} over the steps\">");
        html.Append($"<title>{curve.Name}: {Html.Number(points[0].Value)} at step {points[0].Step}, {Html.Number(points[^1].Value)} at step {points[^1].Step}; from {Html.Number(low)} to {Html.Number(high)}</title>");
        if (low < 0 && high > 0)
            html.Append($"<line class=\"grid\" x1=\"0\" x2=\"{Html.Length(Width)}\" y1=\"{Html.Length(Y(0))}\" y2=\"{Html.Length(Y(0))}\"/>");
        html.Append($"<polyline points=\"{path}\"/></svg><figcaption>{curve.Name} {Html.Number(points[0].Value)} → {Html.Number(points[^1].Value)}</figcaption></figure>");

        double Y(double value) => high > low ? Margin + (Height - 2 * Margin) * (high - value) / (high - low) : Height / 2;
    }
}
