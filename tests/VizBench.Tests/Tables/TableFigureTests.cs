using NUnit.Framework;
using VizBench.Suite;

namespace VizBench.Tests.Tables;

/// <summary>What the figures of a table say about themselves.</summary>
public sealed class TableFigureTests
{
    /// <summary>A mean of one number has no interval, and its figure claims none.</summary>
    [TestCase(1, "attribution-iou ↑ by method")]
    [TestCase(2, "attribution-iou ↑ by method, mean and 95 % interval")]
    public void Intervals_are_stated_where_they_are_drawn(int images, string title)
    {
        (string, string, double)[] numbers = [.. Enumerable.Range(0, images).SelectMany(i => new[] { ("lrp", $"image {i}", 0.5 + 0.1 * i), ("grad-cam", $"image {i}", 0.25) })];
        var (name, chart) = Figures(SmallTable.Of("run", numbers)).Single();
        Assert.That((name, chart.Title), Is.EqualTo(("attribution-iou", title)));
        Assert.That(chart.Series.Single().Points.Select(point => point.Low is not null), Is.All.EqualTo(images > 1));
        Assert.That(chart.Values.Counts, Is.False);
    }

    /// <summary>One curve has no legend; the last of several figures may have one alone.</summary>
    [TestCase(1, new[] { "Relevance by layer, net: method 0" })]
    [TestCase(2, new[] { "Relevance by layer, net" })]
    [TestCase(9, new[] { "Relevance by layer, net", "Relevance by layer, net: method 8" })]
    public void A_single_curve_is_named_by_the_title(int methods, string[] titles)
    {
        ChartSeries[] series = [.. Enumerable.Range(0, methods).Select(method => ChartSeries.Of($"method {method}", [1, 2]))];
        var source = SmallTable.Of("run", ("lrp", "image 0", 0.5)) with { LayerFigures = [new LayerFigure("layer-sums-net", "Relevance by layer, net", "sum", ["conv1", "conv2"], series)] };
        Assert.That(Figures(source).Select(figure => figure.Chart.Title), Is.EqualTo(titles));
    }

    private static IReadOnlyList<(string Name, Chart Chart)> Figures(TableSource source) => TableFigures.Of([source], SmallTable.Table(null, source));
}
