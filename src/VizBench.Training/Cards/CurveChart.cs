using System.Globalization;
using System.Text;

namespace VizBench.Training;

/// <summary>A learning curve as an SVG picture: the loss on a logarithmic scale above, what it is for below, over the steps.</summary>
public static class CurveChart
{
    private const double Width = 640;
    private const double Left = 62;
    private const double Right = 618;
    private const double LegendTop = 18;
    private static readonly Panel s_upper = new(44, 190);
    private static readonly Panel s_lower = new(222, 368);
    private const double Height = 410;
    private static readonly string[] s_colours = ["#b91c1c", "#1d4ed8", "#15803d", "#a16207", "#7e22ce"];

    /// <summary>What the picture is called, beside the card.</summary>
    public static string FileNameOf(string network) => network + ".curve.svg";

    /// <summary>The picture's text: the loss above, the accuracy below.</summary>
    public static string Of(NetworkCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var steps = card.Training.Steps;
        var svg = Begin(card.Name, Legend(card));
        if (card.Training.Adversary is { } adversary)
            AppendAdversary(svg, X(steps * adversary.Clean, steps), X(steps * (adversary.Clean + adversary.Ramp), steps));
        AppendSteps(svg, steps);
        AppendLogarithmic(svg, [new Series("loss", "#b91c1c", [.. card.LearningCurve.Select(point => (point.Step, point.Loss))])], steps);
        AppendLinear(svg, "accuracy", (0, 1), [.. card.LearningCurve.Select(point => (point.Step, point.Accuracy))], steps);
        AppendTested(svg, s_lower.Y(card.Test.Accuracy), FormattableString.Invariant($"{card.Test.Accuracy:0.0000} on unseen images"));
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>The picture's text: the loss's parts above, the signal-to-noise ratio of the batches below, where pictures are made.</summary>
    public static string Of(GeneratorCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var (steps, points) = (card.Training.Steps, card.LearningCurve);
        string[] names = [.. card.Training.Losses.Select(part => part.Name), .. card.Training.Discriminator is null ? [] : new[] { "discriminator" }];
        Series[] series = names.Length == 1
            ? [new Series("loss", s_colours[0], [.. points.Select(point => (point.Step, point.Loss))])]
            : [.. names.Select((name, i) => new Series(name, s_colours[i % s_colours.Length], [.. points.Select(point => (point.Step, point.Parts[i]))]))];
        // A logarithmic scale has no place for scores below 0, nor for what a discriminator that hasn't set in yet would say.
        series = [.. series.Where(curve => curve.Points.All(point => point.Value >= 0)).Select(curve => curve with { Points = [.. curve.Points.Where(point => point.Value > 0)] })];
        var svg = Begin(card.Name, "on batches, each image seen once");
        AppendSteps(svg, steps);
        AppendLogarithmic(svg, series, steps);
        var ratios = points.Where(point => point.Psnr is not null).Select(point => (point.Step, Value: point.Psnr!.Value)).ToArray();
        if (ratios.Length == 0)
            return svg.Append("</svg>\n").ToString();
        double[] found = [.. ratios.Select(point => point.Value), .. card.Test is null ? [] : new[] { card.Test.Psnr }];
        var range = (Low: Math.Floor(found.Min() / 4) * 4, High: Math.Floor(found.Max() / 4) * 4 + 4);
        AppendLinear(svg, "PSNR, dB", range, ratios, steps);
        if (card.Test is { } test)
            AppendTested(svg, s_lower.Y((test.Psnr - range.Low) / (range.High - range.Low)), FormattableString.Invariant($"{test.Psnr:0.00} dB on unseen images"));
        return svg.Append("</svg>\n").ToString();
    }

    private static StringBuilder Begin(string name, string legend)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#18181b\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{name}: learning curve</title>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{LegendTop}\" font-weight=\"bold\">{name}</text>\n");
        return svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Right}\" y=\"{LegendTop}\" text-anchor=\"end\" fill=\"#52525b\">{legend}</text>\n");
    }

    private static double X(double step, int steps) => Left + (Right - Left) * step / steps;

    private static string Legend(NetworkCard card) => card.Training switch
    {
        { Adversary: not null } => "on perturbed batches; shaded: the adversary grows",
        { Augmentation: not null } => "on augmented batches, each image seen once",
        _ => "on batches, each image seen once",
    };

    private static void AppendAdversary(StringBuilder svg, double from, double to)
    {
        foreach (var panel in new[] { s_upper, s_lower })
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{from:0.#}\" y=\"{panel.Top}\" width=\"{to - from:0.#}\" height=\"{panel.Bottom - panel.Top}\" fill=\"#fde68a\" fill-opacity=\"0.4\"/>\n");
    }

    private static void AppendSteps(StringBuilder svg, int steps)
    {
        var distance = steps > 1500 ? 500 : steps > 500 ? 250 : Math.Max(1, steps / 4);
        for (var step = 0; step <= steps; step += distance)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(step, steps):0.#}\" y=\"{s_lower.Bottom + 18}\" text-anchor=\"middle\">{step}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Right) / 2}\" y=\"{s_lower.Bottom + 34}\" text-anchor=\"middle\">steps</text>\n");
    }

    /// <summary>The upper panel: whole powers of ten at its edges. Several curves are told apart by a legend in their colors.</summary>
    private static void AppendLogarithmic(StringBuilder svg, IReadOnlyList<Series> series, int steps)
    {
        const double Smallest = 1e-6;
        var exponents = series.SelectMany(curve => curve.Points).Select(point => Exponent(point.Value)).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Math.Floor(exponents.Min()), Math.Max(Math.Ceiling(exponents.Max()), Math.Floor(exponents.Min()) + 1));
        for (var exponent = low; exponent <= high; exponent++)
            AppendLine(svg, s_upper.Y((exponent - low) / (high - low)), Math.Pow(10, exponent).ToString("0.######", CultureInfo.InvariantCulture));
        AppendTitle(svg, s_upper, "loss");
        foreach (var curve in series)
            AppendCurve(svg, curve.Points.Select(point => (X(point.Step, steps), s_upper.Y((Exponent(point.Value) - low) / (high - low)))), curve.Colour);
        if (series.Count == 1)
            return;
        for (var i = 0; i < series.Count; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Right - 10}\" y=\"{s_upper.Top + 16 + 15 * i}\" text-anchor=\"end\" fill=\"{series[i].Colour}\">{series[i].Name}</text>\n");

        static double Exponent(double value) => Math.Log10(Math.Max(value, Smallest));
    }

    /// <summary>The lower panel.</summary>
    private static void AppendLinear(StringBuilder svg, string title, (double Low, double High) range, IReadOnlyList<(int Step, double Value)> points, int steps)
    {
        for (var tick = 0; tick <= 4; tick++)
            AppendLine(svg, s_lower.Y(tick / 4.0), (range.Low + (range.High - range.Low) * tick / 4.0).ToString("0.##", CultureInfo.InvariantCulture));
        AppendTitle(svg, s_lower, title);
        AppendCurve(svg, points.Select(point => (X(point.Step, steps), s_lower.Y((point.Value - range.Low) / (range.High - range.Low)))), "#1d4ed8");
    }

    /// <summary>What was reached, at the lower panel's end.</summary>
    private static void AppendTested(StringBuilder svg, double y, string text)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Right}\" cy=\"{y:0.#}\" r=\"4\" fill=\"#15803d\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Right - 10}\" y=\"{y + 20:0.#}\" text-anchor=\"end\" fill=\"#15803d\">{text}</text>\n");
    }

    private static void AppendLine(StringBuilder svg, double y, string label)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#e4e4e7\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{label}</text>\n");
    }

    private static void AppendTitle(StringBuilder svg, Panel panel, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(14 {(panel.Top + panel.Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{text}</text>\n");

    private static void AppendCurve(StringBuilder svg, IEnumerable<(double X, double Y)> points, string colour)
    {
        var path = string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.X:0.#},{point.Y:0.#}")));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-linejoin=\"round\"/>\n");
    }

    private sealed record Series(string Name, string Colour, IReadOnlyList<(int Step, double Value)> Points);

    /// <summary>A drawing area between two heights.</summary>
    private readonly record struct Panel(double Top, double Bottom)
    {
        /// <summary>The height of a share of the way up, 0 … 1.</summary>
        internal double Y(double share) => Bottom - (Bottom - Top) * share;
    }
}
