using NUnit.Framework;
using VizBench.Suite;

namespace VizBench.Tests.Dissection;

/// <summary>Charts and sheets of a dissection: the same colors everywhere, and nothing left out in silence.</summary>
public sealed class DissectionChartTests
{
    /// <summary>JSON sorts the categories by name, and datasets have them in orders of their own.</summary>
    [Test]
    public void A_category_has_one_style_whatever_stands_beside_it()
    {
        Assert.That(CategoryPalette.Of(["texture", "color", "part"]), Is.EqualTo(new[] { ("color", 0), ("part", 2), ("texture", 5) }));
        Assert.That(CategoryPalette.Of(["sky", "part", "sky", "action"]), Is.EqualTo(new[] { ("part", 2), ("action", 0), ("sky", 1) }));
        var chart = DissectionCharts.Detectors("net", [Layer(("texture", 1), ("color", 2))]);
        Assert.That(chart.Series.Select(series => (series.Name, series.Style, series.Points.Single().Value)), Is.EqualTo(new[] { ("color", (int?)0, 2d), ("texture", 5, 1d) }));
        Assert.That(chart.Values.Counts);
    }

    [TestCase(40, "Concepts that units of net conv1 detect")]
    [TestCase(57, "Concepts that units of net conv1 detect: the 40 most frequent of 57")]
    public void A_chart_of_concepts_says_how_many_it_shows(int concepts, string title)
    {
        // Two units for each but the last, which is left out first.
        var units = Enumerable.Range(0, 2 * concepts - 1).Select(unit => new DissectedUnit("conv1", unit, 1, new Concept($"concept {unit / 2:00}", unit / 2 % 2 == 0 ? "part" : "color"), 0.1));
        var chart = DissectionCharts.Concepts(Report(units), Layer(("part", concepts / 2), ("color", concepts / 2)));
        Assert.That(chart.Title, Is.EqualTo(title));
        Assert.That(chart.Positions.Categories, Has.Count.EqualTo(40));
        Assert.That(chart.Positions.Categories!.Contains($"concept {concepts - 1:00}", StringComparer.Ordinal), Is.EqualTo(concepts == 40));
        Assert.That(chart.Series.Select(series => series.Name), Is.EqualTo(new[] { "color", "part" }));
    }

    [TestCase(1, "net · conv1: 1 detected concept")]
    [TestCase(16, "net · conv1: 16 detected concepts")]
    [TestCase(23, "net · conv1: 16 of 23 detected concepts")]
    public void A_sheet_of_units_says_how_many_concepts_it_shows(int detected, string title) => Assert.That(UnitSheet.TitleOf("net", "conv1", detected), Is.EqualTo(title));

    private static LayerDetectors Layer(params (string Category, int Unique)[] categories) =>
        new("conv1", 200, [], 1, 100, categories.Sum(category => category.Unique), categories.ToDictionary(category => category.Category, category => category.Unique, StringComparer.Ordinal));

    private static DissectionReport Report(IEnumerable<DissectedUnit> units) => new()
    {
        Version = "0.1.0",
        Network = "net",
        Weights = "0",
        Dataset = "some images",
        Images = 1,
        Settings = new DissectionSettings(),
        Unseen = [],
        Layers = [Layer(("part", 1), ("color", 1))],
        Units = [.. units],
    };
}
