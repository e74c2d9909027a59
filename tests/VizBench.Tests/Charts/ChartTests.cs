using System.Globalization;
using System.Xml.Linq;
using NUnit.Framework;
using VizBench.Data.Images;
using VizBench.Suite;

namespace VizBench.Tests.Charts;

/// <summary>Charts as SVG and PNG: what a reader sees is where the data say.</summary>
public sealed class ChartTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";
    private static readonly string[] s_methods = ["gradient", "lrp", "occlusion"];

    [Test]
    public void Bars_are_as_high_as_their_values_and_a_missing_value_is_a_gap()
    {
        var bars = Drawn(BarsOf(1, double.NaN, 2)).Descendants(s_svg + "rect").Where(r => IsFirst(r)).Select(r => Number(r, "height")).ToArray();
        Assert.That(bars, Has.Length.EqualTo(2));
        Assert.That(bars[1], Is.EqualTo(2 * bars[0]).Within(0.03));
    }

    [Test]
    public void Stacked_bars_stand_on_each_other()
    {
        var chart = BarsOf(1, 0, 2) with { Stacked = true, Series = [ChartSeries.Of("below", [1, 0, 2]), ChartSeries.Of("above", [3, 2, 1])] };
        var bars = Drawn(chart).Descendants(s_svg + "rect").Where(bar => bar.Attribute("x") is not null && Number(bar, "width") > 20).Select(bar => (X: Number(bar, "x"), Top: Number(bar, "y"), Height: Number(bar, "height")))
            .GroupBy(bar => bar.X).Where(stack => stack.Count() == 2).Select(stack => stack.OrderBy(bar => bar.Top).ToArray()).OrderBy(stack => stack[0].X).ToArray();
        // At the first and the last position; a bar of nothing has no height.
        var first = bars[0];
        Assert.That(first[0].Height, Is.EqualTo(3 * first[1].Height).Within(0.06));
        Assert.That(first[0].Top + first[0].Height, Is.EqualTo(first[1].Top).Within(0.03));
        Assert.That(bars[^1][1].Height, Is.EqualTo(2 * first[1].Height).Within(0.06));
    }

    [Test]
    public void On_a_logarithmic_axis_equal_factors_are_equal_distances()
    {
        var chart = Lines(new ChartAxis("power") { Logarithmic = true }, [1, 10, 100, 0]);
        var markers = Drawn(chart).Descendants(s_svg + "ellipse").Where(e => IsFirst(e)).Select(e => Number(e, "cy")).ToArray();
        Assert.That(markers, Has.Length.EqualTo(3), "zero has no logarithm and leaves a gap");
        Assert.That(markers[0] - markers[1], Is.EqualTo(markers[1] - markers[2]).Within(0.03));
        Assert.That(markers[0], Is.GreaterThan(markers[1]));
    }

    [Test]
    public void Whiskers_end_at_the_interval()
    {
        var chart = new Chart("hits", ChartKind.Dots, new ChartAxis("") { Categories = ["a", "b"] }, new ChartAxis("share") { From = 0, To = 1 }, [new("share", [new(0, 0.5, 0.25, 0.75), new(1, 0.25)])]);
        var drawn = Drawn(chart);
        var dots = drawn.Descendants(s_svg + "ellipse").Where(e => IsFirst(e)).Select(e => Number(e, "cx")).ToArray();
        // The lower end of the one is where the other's dot is.
        var caps = drawn.Descendants(s_svg + "path").Select(p => ((string)p.Attribute("d")!).Split('M', 'L', ' ')).Where(d => d.Length == 5 && string.Equals(d[1], d[3], StringComparison.Ordinal)).Select(d => double.Parse(d[1], CultureInfo.InvariantCulture)).ToArray();
        Assert.That(caps, Has.Some.EqualTo(dots[1]).Within(0.03));
        Assert.That(caps, Has.Some.EqualTo(2 * dots[0] - dots[1]).Within(0.03));
    }

    [Test]
    public void Text_stands_whole_and_follows_the_color_scheme()
    {
        var drawn = Drawn(BarsOf(1, 2, 3) with { Series = [ChartSeries.Of("vgg-mini", [1, 2, 3]), ChartSeries.Of("<resnet & co>", [3, 2, 1])], References = [new(1.5, "chance")] });
        var texts = drawn.Descendants(s_svg + "text").ToArray();
        Assert.That(texts.Select(t => t.Value), Is.SupersetOf(s_methods.Concat(["IoU by method", "IoU", "method", "vgg-mini", "<resnet & co>", "chance"])));
        Assert.That(texts.Select(t => (string?)t.Attribute("class")), Is.All.EqualTo("ink-fill"));
        Assert.That(drawn.Element(s_svg + "style")!.Value, Does.Contain("prefers-color-scheme:dark"));
        Assert.That(drawn.Element(s_svg + "title")!.Value, Is.EqualTo("IoU by method"));
    }

    [Test]
    public void Names_of_different_charts_differ()
    {
        var (one, other) = (Names(BarsOf(1, 2, 3)), Names(BarsOf(1, 2, 4)));
        Assert.That(one, Is.Not.Empty);
        Assert.That(one.Intersect(other, StringComparer.Ordinal), Is.Empty);
        static string[] Names(Chart chart) => [.. Drawn(chart).Descendants().Attributes("id").Select(a => a.Value)];
    }

    [Test]
    public void Png_is_twice_as_large_on_white_and_equal_charts_give_equal_files()
    {
        var chart = BarsOf(1, 2, 3) with { Width = 300, Height = 200 };
        var content = ChartWriter.Png(chart);
        var image = new SkiaCodec().Decode(content, "chart");
        Assert.That((image.Width, image.Height), Is.EqualTo((600, 400)));
        Assert.That(image.Pixels.Take(3), Is.All.EqualTo(255));
        Assert.That(ChartWriter.Png(chart), Is.EqualTo(content));
        var drawn = ChartWriter.Svg(chart);
        Assert.That(ChartWriter.Svg(chart), Is.EqualTo(drawn));
    }

    [Test]
    public void Curves_and_references_have_dashes_of_their_own()
    {
        var chart = Lines(new ChartAxis("power"), [1, 2, 3]);
        var drawn = Drawn(chart with { Series = [.. Enumerable.Range(0, 4).Select(i => ChartSeries.Of($"{i}", [i, 2, 3]))], References = [new(1, "one"), new(2, "two")] });
        // Each in the plot and in the legend.
        var dashes = drawn.Descendants().Attributes("stroke-dasharray").GroupBy(a => a.Value, StringComparer.Ordinal).Select(group => (group.Key, group.Count()));
        Assert.That(dashes, Is.EquivalentTo(new[] { ("7 3", 2), ("2 2.5", 2), ("8 2.5 2 2.5", 2), ("6 4", 2), ("2 3", 2) }));
        Assert.That(drawn.Descendants().Attributes("stroke-width").Select(a => a.Value).Distinct(StringComparer.Ordinal), Is.SubsetOf(new[] { "0.7", "1", "1.2", "2" }));
    }

    /// <summary>Half of a marker at 1 lies beyond the frame; what lies wholly beyond is not drawn.</summary>
    [Test]
    public void Markers_at_the_edge_are_whole()
    {
        var drawn = Drawn(Lines(new ChartAxis("share") { From = 0, To = 1 }, [0, 0.5, 1, 1.5]));
        var markers = drawn.Descendants(s_svg + "ellipse").Where(e => IsFirst(e)).ToArray();
        var frame = drawn.Element(s_svg + "clipPath")!.Element(s_svg + "rect")!;
        Assert.That(markers.Select(e => Number(e, "cy")), Is.EqualTo(new[] { 1, 0.5, 0 }.Select(share => Number(frame, "y") + share * Number(frame, "height"))).Within(0.03));
        Assert.That(markers.Select(e => e.Ancestors().Any(ancestor => ancestor.Attribute("clip-path") is not null)), Is.All.False);
        // The curve itself ends at the frame.
        Assert.That(drawn.Descendants(s_svg + "path").Count(path => (string?)path.Attribute("stroke") is "#0072B2" && path.Ancestors().Any(ancestor => ancestor.Attribute("clip-path") is not null)), Is.EqualTo(1));
    }

    [Test]
    public void Counts_have_no_ticks_between_whole_numbers()
    {
        var (counts, numbers) = (LeftTicks(counts: true), LeftTicks(counts: false));
        Assert.That(counts, Is.EqualTo((new[] { "0", "1", "2" }, 3)));
        Assert.That(numbers.Labels, Does.Contain("0.2"));
        Assert.That(numbers.Ticks, Is.GreaterThan(numbers.Labels.Length));

        static (string[] Labels, int Ticks) LeftTicks(bool counts)
        {
            var drawn = Drawn(BarsOf(1, 0, 2) with { Values = new ChartAxis("units") { Counts = counts } });
            var left = Number(drawn.Element(s_svg + "clipPath")!.Element(s_svg + "rect")!, "x");
            // A tick goes from the frame to the left.
            var ticks = drawn.Elements(s_svg + "path").SelectMany(path => ((string)path.Attribute("d")!).Split('M', StringSplitOptions.RemoveEmptyEntries)).Select(line => Array.ConvertAll(line.Split('L', ' '), x => double.Parse(x, CultureInfo.InvariantCulture)))
                .Count(line => line.Length == 4 && line[1] == line[3] && Math.Abs(line[0] - left) < 0.03 && line[2] < left);
            return ([.. drawn.Elements(s_svg + "text").Select(text => text.Value).Where(text => char.IsAsciiDigit(text[0])).OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture))], ticks);
        }
    }

    /// <summary>A twentieth of the range stays free below the least number, but not below zero where none is negative.</summary>
    [TestCase(0, 0, 4.2)]
    [TestCase(0.1, 0, 4.195)]
    [TestCase(1, 0.85, 4.15)]
    [TestCase(-1, -1.25, 4.25)]
    public void An_axis_of_numbers_that_are_not_negative_ends_at_zero(double least, double from, double to)
    {
        var drawn = Drawn(Lines(new ChartAxis("error"), [least, 4]));
        var (frame, marker) = (drawn.Element(s_svg + "clipPath")!.Element(s_svg + "rect")!, drawn.Descendants(s_svg + "ellipse").First(e => IsFirst(e)));
        Assert.That((Number(frame, "y") + Number(frame, "height") - Number(marker, "cy")) / Number(frame, "height"), Is.EqualTo((least - from) / (to - from)).Within(1e-3));
    }

    [Test]
    public void A_series_may_have_the_style_of_another_place()
    {
        var drawn = Drawn(BarsOf(1, 2, 3) with { Series = [ChartSeries.Of("third", [1, 2, 3]) with { Style = 2 }] });
        Assert.That(drawn.Descendants(s_svg + "rect").Count(bar => (string?)bar.Attribute("fill") is "#009E73"), Is.EqualTo(3));
        Assert.That(drawn.Descendants(s_svg + "rect").Count(IsFirst), Is.Zero);
    }

    [Test]
    public void Sixty_series_differ_in_color_marker_or_dash() =>
        Assert.That(Enumerable.Range(0, 60).Select(i => ChartStyle.OfSeries(i)).Select(s => $"{s.Color.ToHex()} {s.Marker} {s.Dash}"), Is.Unique);

    [Test]
    public void Another_ending_is_refused() =>
        Assert.That(() => ChartWriter.Write(BarsOf(1, 2, 3), "chart.pdf"), Throws.TypeOf<FileError>().With.Message.EqualTo("chart.pdf: chart: charts are written as SVG or PNG; let the name end in .svg or .png"));

    [Test]
    public void Charts_without_series_or_categories_are_refused()
    {
        Assert.That(() => ChartWriter.Svg(BarsOf(1) with { Series = [] }), Throws.ArgumentException.With.Message.Contains("no series"));
        Assert.That(() => ChartWriter.Svg(BarsOf(1) with { Positions = new ChartAxis("method") }), Throws.ArgumentException.With.Message.Contains("no categories"));
    }

    private static Chart BarsOf(params double[] values) =>
        new("IoU by method", ChartKind.Bars, new ChartAxis("method") { Categories = s_methods }, new ChartAxis("IoU"), [ChartSeries.Of("IoU", values)]);

    private static Chart Lines(ChartAxis axis, double[] values) => new("spectrum", ChartKind.Lines, new ChartAxis("frequency"), axis, [ChartSeries.Of("power", values)]);

    private static XElement Drawn(Chart chart) => XElement.Parse(ChartWriter.Svg(chart));

    // The color of the first series.
    private static bool IsFirst(XElement element) => string.Equals((string?)element.Attribute("fill"), "#0072B2", StringComparison.Ordinal);

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
}
