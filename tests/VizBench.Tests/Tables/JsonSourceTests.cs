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
            { "version": "0.1.0+0123456789abcdef", "origin": { "weights": { "net": "fedcba9876543210" }, "device": "cuda:0", "precision": "float32" }, "settings": { "device": "cpu", "images": 2, "seed": 1000 },
              "evaluations": [ { "network": "net", "method": "lrp rule=epsilon", "values": { "pointing-game": [1, "NaN"], "mass-on-mark": [0.5] } } ] }
            """);
        Assert.That(source.Measurements.Select(m => $"{m.Method}|{m.Input}|{m.Seed}|{m.Metric}|{m.Section}|{m.Value}"), Is.EquivalentTo(new[]
        {
            "lrp rule=epsilon|image 0|1000|pointing-game|Attribution against the mask|1", "lrp rule=epsilon|marked image 0|1000|mass-on-mark|Sanity|0.5",
        }));
        Assert.That(source.MethodIds["lrp rule=epsilon"], Is.EqualTo("lrp"));
        Assert.That(source.Facts.Select(fact => $"{fact.Name}: {fact.Value}"), Is.EqualTo(new[] { "VizBench: 0.1.0+0123456789ab", "networks: net fedcba987654", "device: cuda:0", "precision: float32", "seeds: 1000", "images: 2" }));
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
        Assert.That(section.Columns.Select(column => column.Metric), Is.EqualTo(new[] { "units", "detectors", "unique-detectors", "unique-detectors color", "unique-detectors part" }));
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
        Assert.That(source.Facts.Select(fact => fact.Value), Is.EqualTo(new[] { "0.1.0", "one 0123456789ab; two fedcba987654", "some images", "settings not recorded" }));
        Assert.That(source.Charts.Select(chart => chart.Name), Is.EqualTo(new[] { "detectors-one", "detectors-two" }));
    }

    [Test]
    public void What_a_dissection_found_beyond_the_labels_has_parts_of_its_own()
    {
        var source = Read("dissection", Dissection("0.005", "category-conditional", "null", ", " + """
            "tuning": [ { "layer": "conv1", "category": "part", "detectors": 4, "concepts": 10, "first": 0.25, "firstByChance": 0.1, "amongThree": 0.5, "amongThreeByChance": 0.3 } ],
            "ablation": [
              { "layer": "conv1", "class": "boat", "units": [1], "accuracy": 1, "fall": 0.5, "fallLow": 0.4, "fallHigh": 0.6, "fallOfOthers": 0.1, "fallByRandom": 0.2, "probabilityFall": 0.4, "probabilityFallOfOthers": 0, "probabilityFallByRandom": 0.1, "isHitHardest": true },
              { "layer": "conv1", "class": "car", "units": [2], "accuracy": 1, "fall": 0.1, "fallLow": 0, "fallHigh": 0.2, "fallOfOthers": 0.1, "fallByRandom": 0.2, "probabilityFall": 0.2, "probabilityFallOfOthers": 0, "probabilityFallByRandom": 0.1, "isHitHardest": false } ]
            """));
        var sections = SmallTable.Table(null, source).Sections;
        Assert.That(sections.Select(section => section.Title), Is.EqualTo(new[] { "Dissection", "Tuning of detectors", "Ablation of units" }));
        Assert.That(sections.SelectMany(section => section.Columns.Zip(section.Rows.Single().Cells, (column, cell) => $"{column.Heading} {cell.Value!.Mean:0.00} n {cell.Value.Count}")), Is.EqualTo(new[]
        {
            "units 8.00 n 1", "effective-dimensions 2.50 n 1", "detectors 3.00 n 1", "unique-detectors ↑ 2.00 n 1", "unique-detectors color ↑ 2.00 n 1", "tuning-strongest part ↑ 0.25 n 1", "tuning-among-three part ↑ 0.50 n 1",
            "ablation-accuracy-fall 0.30 n 2", "ablation-accuracy-fall (other classes) 0.10 n 2", "ablation-accuracy-fall (random units) 0.20 n 2",
            "ablation-probability-fall 0.30 n 2", "ablation-probability-fall (other classes) 0.00 n 2", "ablation-probability-fall (random units) 0.10 n 2", "ablation-hit-hardest 0.50 n 2",
        }));
        Assert.That(source.Chance["tuning-among-three part"], Is.EqualTo(0.3));
        Assert.That(source.Measurements.Where(m => !TableMetric.Of(m.Metric, ofMap: false).IsRegistered), Is.Empty);
    }

    [Test]
    public void Rows_of_dissections_are_layers_of_networks_unless_others_are_asked_for() =>
        Assert.That(SmallTable.Table(null, Read("dissection", Dissection("0.005", "set", "null"))).Sections[0].Rows.Select(row => string.Join('/', row.Keys)), Is.EqualTo(new[] { "net/conv1" }));

    [TestCase("0.005", "category-conditional", "1", "dissection rotate=1")]
    [TestCase("0.01", "set", "null", "dissection quantile=0.01 iou=set")]
    public void Dissections_by_other_settings_have_rows_of_their_own(string quantile, string iou, string rotation, string label)
    {
        TableSource[] sources = [Read("own", Dissection("0.005", "category-conditional", "null")), Read("other", Dissection(quantile, iou, rotation))];
        foreach (var layout in new[] { RunLayout.Pooled, RunLayout.Rows })
        {
            var table = SmallTable.Table(new TableSettings { Runs = layout }, sources);
            Assert.That(table.Keys.TakeLast(3), Is.EqualTo(new[] { TableFactor.Method, TableFactor.Network, TableFactor.Layer }));
            Assert.That(table.Sections[0].Rows.Select(row => (row.Keys[^3], row.Count)), Is.EqualTo(new[] { ("dissection", 1), (label, 1) }));
            Assert.That(sources[1].Charts.Single().Chart.Title, Is.EqualTo($"Unique detectors of net{label["dissection".Length..].Replace(" ", ", ", StringComparison.Ordinal)}"));
            Assert.That(table.Provenance.Where(fact => fact.Name.StartsWith("dissection", StringComparison.Ordinal)).Select(fact => fact.Value), Is.Unique.And.Exactly(2).Items);
        }

        Assert.That(SmallTable.Table(new TableSettings { Runs = RunLayout.Columns }, sources).Keys, Is.EqualTo(new[] { TableFactor.Network, TableFactor.Layer }), "a column of its own is told apart already");
    }

    [Test]
    public void Dissections_on_other_images_have_rows_of_their_own()
    {
        TableSource[] sources = [Read("own", Dissection("0.005", "set", "null")), Read("other", Dissection("0.005", "set", "null").Replace("some images", "more images", StringComparison.Ordinal))];
        var table = SmallTable.Table(new TableSettings { Runs = RunLayout.Pooled, By = [TableFactor.Layer] }, sources);
        Assert.That(table.Sections[0].Rows.Select(row => string.Join('/', row.Keys)), Is.EqualTo(new[] { "some images/conv1", "more images/conv1" }));
    }

    [Test]
    public void A_dissection_can_not_be_pooled_with_one_like_it() =>
        Assert.That(
            () => SmallTable.Table(new TableSettings { Runs = RunLayout.Pooled }, Read("own", Dissection("0.005", "set", "3")), Read("other", Dissection("0.005", "set", "3"))),
            Throws.TypeOf<UserError>().With.Message.EqualTo("own and other both hold case net conv1, dissection iou=set rotate=3, some images with seed 0, so they can't be pooled; choose --runs rows or columns"));

    private static string Dissection(string quantile, string iou, string rotation, string more = "") =>
        $$"""
        { "version": "0.1.0", "network": "net", "weights": "0123456789abcdef", "dataset": "some images", "settings": { "quantile": {{quantile}}, "iou": "{{iou}}", "upsampling": "bilinear", "rotation": {{rotation}} },
          "layers": [ { "layer": "conv1", "units": 8, "dimensions": 2.5, "detectors": 3, "unique": 2, "uniqueByCategory": { "color": 2 } } ]{{more}} }
        """;

    private TableSource Read(string name, string json)
    {
        File.WriteAllText(_folder.File(name + ".json"), json);
        return TableSources.Open([_folder.File(name + ".json")]).Single();
    }
}
