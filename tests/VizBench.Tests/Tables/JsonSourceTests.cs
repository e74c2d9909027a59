using NUnit.Framework;
using VizBench.Suite;
using VizBench.Tests.Data;

namespace VizBench.Tests.Tables;

/// <summary>What other verbs write as JSON, as numbers for a table.</summary>
public sealed class JsonSourceTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void An_evaluation_has_a_value_for_each_image_and_gaps_where_there_is_none()
    {
        var source = Read("evaluation", """
            { "version": "0.1.0+0123456789abcdef", "settings": { "device": "cpu", "images": 2, "seed": 1000 },
              "evaluations": [ { "network": "net", "method": "lrp rule=epsilon", "values": { "pointing-game": [1, "NaN"], "mass-on-mark": [0.5] } } ] }
            """);
        Assert.That(source.Measurements.Select(m => $"{m.Method}|{m.Input}|{m.Seed}|{m.Metric}|{m.Section}|{m.Value}"), Is.EquivalentTo(new[]
        {
            "lrp rule=epsilon|image 0|1000|pointing-game|Attribution against the mask|1", "lrp rule=epsilon|marked image 0|1000|mass-on-mark|Sanity|0.5",
        }));
        Assert.That(source.MethodIds["lrp rule=epsilon"], Is.EqualTo("lrp"));
        Assert.That(source.Facts.Select(fact => $"{fact.Name}: {fact.Value}"), Is.EqualTo(new[] { "VizBench: 0.1.0+0123456789ab", "networks: net", "device: cpu", "seeds: 1000", "images: 2" }));
    }

    [Test]
    public void Inversions_have_scores_by_layer_and_a_curve()
    {
        var source = Read("inversions", """
            { "version": "0.1.0", "network": "net", "weightsSha256": "0123456789abcdef", "input": "two", "settings": { "seed": 3 }, "rows": [
              { "layer": "conv1", "shape": [1], "part": "all", "method": "invert-mahendran", "seconds": 2, "codeError": 0, "psnr": 0, "ssim": 0, "each": [
                { "input": "a", "codeError": 0.1, "psnr": 20, "ssim": 0.5 }, { "input": "b", "codeError": 0.3, "psnr": 10, "ssim": 0.4 } ] },
              { "layer": "conv2", "shape": [1], "part": "all", "method": "invert-mahendran", "seconds": 4, "codeError": 0, "psnr": 0, "ssim": 0, "each": [ { "input": "a", "codeError": 0.5, "psnr": 5, "ssim": 0.1 } ] } ] }
            """);
        var curve = source.LayerFigures.Single();
        Assert.That(curve.Layers, Is.EqualTo(new[] { "conv1", "conv2" }));
        Assert.That(curve.Series.Single().Points.Select(point => point.Value), Is.EqualTo(new[] { 0.2, 0.5 }).Within(1e-12));
        var table = SmallTable.Table(new TableSettings { By = [TableFactor.Layer], Metrics = "psnr" }, source);
        Assert.That(table.Sections.Single().Rows.Select(row => (row.Keys[0], row.Count, row.Cells[0].Value!.Mean)), Is.EqualTo(new[] { ("conv1", 2, 15d), ("conv2", 1, 5d) }));
    }

    [Test]
    public void A_dissection_has_detectors_by_layer()
    {
        var source = Read("dissection", """
            { "version": "0.1.0", "network": "net", "weights": "0123456789abcdef", "dataset": "some images", "layers": [
              { "layer": "conv1", "units": 8, "detectors": 3, "unique": 2, "uniqueByCategory": { "color": 2, "part": 0 } },
              { "layer": "conv2", "units": 8, "detectors": 4, "unique": 4, "uniqueByCategory": { "color": 1, "part": 3 } } ] }
            """);
        var section = SmallTable.Table(new TableSettings { By = [TableFactor.Layer] }, source).Sections.Single();
        Assert.That(section.Columns.Select(column => column.Metric), Is.EqualTo(new[] { "units", "detectors", "unique-detectors", "unique-color", "unique-part" }));
        Assert.That(section.Rows.Select(row => row.Cells[2].Value!.Mean), Is.EqualTo(new[] { 2d, 4d }));
        var (name, chart) = source.Charts.Single();
        Assert.That((name, chart.Title, chart.Stacked), Is.EqualTo(("detectors-net", "Unique detectors of net", true)));
        Assert.That(chart.Positions.Categories, Is.EqualTo(new[] { "conv1", "conv2" }));
        Assert.That(chart.Series.Select(series => (series.Name, series.Points[0].Value, series.Points[1].Value)), Is.EqualTo(new[] { ("color", 2d, 1d), ("part", 0d, 3d) }));
    }

    [Test]
    public void A_comparison_of_dissections_has_rows_of_each_network()
    {
        var source = Read("comparison", """
            { "networks": [
              { "version": "0.1.0", "network": "one", "weights": "0123456789abcdef", "dataset": "some images", "layers": [ { "layer": "conv1", "units": 8, "detectors": 3, "unique": 2, "uniqueByCategory": { "color": 2 } } ] },
              { "version": "0.1.0", "network": "two", "weights": "fedcba9876543210", "dataset": "some images", "layers": [ { "layer": "conv1", "units": 9, "detectors": 5, "unique": 4, "uniqueByCategory": { "color": 4 } } ] } ] }
            """);
        var section = SmallTable.Table(new TableSettings { By = [TableFactor.Network] }, source).Sections.Single();
        Assert.That(section.Rows.Select(row => (row.Keys[0], row.Cells[2].Value!.Mean)), Is.EqualTo(new[] { ("one", 2d), ("two", 4d) }));
        Assert.That(source.Facts.Select(fact => fact.Value), Is.EqualTo(new[] { "0.1.0", "one 0123456789ab; two fedcba987654", "some images" }));
        Assert.That(source.Charts.Select(chart => chart.Name), Is.EqualTo(new[] { "detectors-one", "detectors-two" }));
    }

    private TableSource Read(string name, string json)
    {
        File.WriteAllText(_folder.File(name + ".json"), json);
        return TableSources.Open([_folder.File(name + ".json")]).Single();
    }
}
