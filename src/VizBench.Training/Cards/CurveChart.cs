using System.Globalization;
using System.Text;

namespace VizBench.Training;

/// <summary>A network's learning curve as an SVG picture: the loss on a logarithmic scale above, the accuracy below, over the steps.</summary>
public static class CurveChart
{
    private const double Width = 640;
    private const double Left = 62;
    private const double Right = 618;
    private const double LegendTop = 18;
    private static readonly Panel s_loss = new(44, 190);
    private static readonly Panel s_accuracy = new(222, 368);
    private const double Height = 410;

    /// <summary>What the picture is called, beside the card.</summary>
    public static string FileNameOf(string network) => network + ".curve.svg";

    /// <summary>The picture's text.</summary>
    public static string Of(NetworkCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var points = card.LearningCurve;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#18181b\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{card.Name}: learning curve</title>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{LegendTop}\" font-weight=\"bold\">{card.Name}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Right}\" y=\"{LegendTop}\" text-anchor=\"end\" fill=\"#52525b\">{Legend(card)}</text>\n");
        if (card.Training.Adversary is { } adversary)
            AppendAdversary(svg, X(card.Training.Steps * adversary.Clean), X(card.Training.Steps * (adversary.Clean + adversary.Ramp)));
        AppendSteps(svg, card.Training.Steps, X);
        AppendLoss(svg, points, X);
        AppendAccuracy(svg, points, card.Test.Accuracy, X);
        return svg.Append("</svg>\n").ToString();

        double X(double step) => Left + (Right - Left) * step / card.Training.Steps;
    }

    private static string Legend(NetworkCard card) => card.Training switch
    {
        { Adversary: not null } => "on perturbed batches; shaded: the adversary grows",
        { Augmentation: not null } => "on augmented batches, each image seen once",
        _ => "on batches, each image seen once",
    };

    private static void AppendAdversary(StringBuilder svg, double from, double to)
    {
        foreach (var panel in new[] { s_loss, s_accuracy })
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{from:0.#}\" y=\"{panel.Top}\" width=\"{to - from:0.#}\" height=\"{panel.Bottom - panel.Top}\" fill=\"#fde68a\" fill-opacity=\"0.4\"/>\n");
    }

    private static void AppendSteps(StringBuilder svg, int steps, Func<double, double> x)
    {
        var distance = steps > 1500 ? 500 : steps > 500 ? 250 : Math.Max(1, steps / 4);
        for (var step = 0; step <= steps; step += distance)
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x(step):0.#}\" y=\"{s_accuracy.Bottom + 18}\" text-anchor=\"middle\">{step}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Right) / 2}\" y=\"{s_accuracy.Bottom + 34}\" text-anchor=\"middle\">steps</text>\n");
    }

    private static void AppendLoss(StringBuilder svg, IReadOnlyList<LearningPoint> points, Func<double, double> x)
    {
        const double Smallest = 1e-6;
        var exponents = points.Select(point => Math.Log10(Math.Max(point.Loss, Smallest))).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Math.Floor(exponents.Min()), Math.Max(Math.Ceiling(exponents.Max()), Math.Floor(exponents.Min()) + 1));
        for (var exponent = low; exponent <= high; exponent++)
            AppendLine(svg, s_loss.Y((exponent - low) / (high - low)), Math.Pow(10, exponent).ToString("0.######", CultureInfo.InvariantCulture));
        AppendTitle(svg, s_loss, "loss");
        AppendCurve(svg, points.Zip(exponents, (point, exponent) => (x(point.Step), s_loss.Y((exponent - low) / (high - low)))), "#b91c1c");
    }

    private static void AppendAccuracy(StringBuilder svg, IReadOnlyList<LearningPoint> points, double test, Func<double, double> x)
    {
        for (var tick = 0; tick <= 4; tick++)
            AppendLine(svg, s_accuracy.Y(tick / 4.0), (tick / 4.0).ToString("0.##", CultureInfo.InvariantCulture));
        AppendTitle(svg, s_accuracy, "accuracy");
        AppendCurve(svg, points.Select(point => (x(point.Step), s_accuracy.Y(point.Accuracy))), "#1d4ed8");
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Right}\" cy=\"{s_accuracy.Y(test):0.#}\" r=\"4\" fill=\"#15803d\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Right - 10}\" y=\"{s_accuracy.Y(test) + 20:0.#}\" text-anchor=\"end\" fill=\"#15803d\">{test:0.0000} on unseen images</text>\n");
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

    /// <summary>A drawing area between two heights.</summary>
    private readonly record struct Panel(double Top, double Bottom)
    {
        /// <summary>The height of a share of the way up, 0 … 1.</summary>
        internal double Y(double share) => Bottom - (Bottom - Top) * share;
    }
}
