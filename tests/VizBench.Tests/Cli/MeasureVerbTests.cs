using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Files;
using VizBench.Metrics;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

public sealed class MeasureVerbTests
{
    private static readonly JsonSerializerOptions s_named = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_pictures_metrics_come_with_range_and_direction()
    {
        var lines = Lines("measure", Gray("a.png", 16, 12, 128));
        Assert.That(lines[0], Is.EqualTo(new[] { "metric", "value", "range", "better", "unit" }));
        Assert.That(lines.Skip(1).Select(line => line[0]), Is.EquivalentTo(MetricRegistry.All.Where(metric => metric.Takes == MetricInput.Pictures).Select(metric => metric.Id)));
        Assert.That(lines.Single(line => line[0] is "entropy"), Is.EqualTo(new[] { "entropy", "0", "[0, 8]", "–", "bits" }));
        Assert.That(lines.Single(line => line[0] is "spectrum-slope")[1], Is.EqualTo("NaN"), "a constant picture has no slope");
    }

    [Test]
    public void Two_pictures_are_held_against_each_other()
    {
        string[] pair = ["measure", Gray("a.png", 16, 12, 128), Gray("b.png", 16, 12, 179)];
        var lines = Lines([.. pair, "--metric", "psnr,max-abs*"]);
        Assert.That(lines.Select(line => string.Join(' ', line)), Is.EqualTo(new[] { "metric value range better unit", "max-abs-difference 0.2 [0, ∞) ↓ image units", "psnr 13.979 (−∞, ∞) ↑ dB", "max-abs-error 0.2 [0, ∞) ↓ the values'" }));
        Assert.That(Lines([.. pair, "--metric", "psnr", "--range", "2"])[1][1], Is.EqualTo("20"));
        Assert.That(Lines([.. pair, "--each", "--metric", "entropy"]).Select(line => line[0]), Does.Contain("a.png").And.Contain("b.png"), "each by itself");
        var all = JsonNode.Parse(CommandLine.Run([.. pair, "--json"]).Out)!;
        Assert.That(all["metrics"]!.AsArray().Select(metric => (string)metric!["id"]!), Is.EqualTo(
            MetricRegistry.All.Where(metric => metric.Takes is MetricInput.Pictures or MetricInput.PicturePairs or MetricInput.ArrayPairs).Select(metric => metric.Id)));
        Assert.That((double)all["rows"]![0]!["values"]!["rms-difference"]!, Is.EqualTo(0.2).Within(1e-12));
        Assert.That(all["left_out"]!.AsArray(), Is.Empty);
    }

    [Test]
    public void A_batch_has_a_row_for_each_item_and_the_mean_with_its_interval()
    {
        var document = JsonNode.Parse(CommandLine.Run("measure", Array("a.npy", [3, 1, 2, 2], 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2), Array("b.npy", [3, 1, 2, 2], new double[12]), "--metric", "max-abs-error", "--json").Out)!;
        Assert.That(document["rows"]!.AsArray().Select(row => ((string)row!["name"]!, (double)row["values"]!["max-abs-error"]!)), Is.EqualTo(new[] { ("a.npy[0]", 0.0), ("a.npy[1]", 1), ("a.npy[2]", 2) }));
        var mean = document["means"]!["max-abs-error"]!;
        Assert.That(((double)mean["mean"]!, (double)mean["low"]!, (double)mean["high"]!, (int)mean["count"]!), Is.EqualTo((1.0, 0.0, 2.0, 3)));
        var lines = Lines("measure", _folder.File("a.npy"), _folder.File("b.npy"), "--metric", "max-abs-error");
        Assert.That(lines.Select(line => line[0]), Is.EqualTo(new[] { "max-abs-error", "range", "better", "unit", "a.npy[0]", "a.npy[1]", "a.npy[2]", "mean", "95 % from", "95 % to" }));
    }

    [Test]
    public void A_folder_stands_for_its_files_and_finds_their_partners()
    {
        foreach (var folder in new[] { "maps", "truth" })
            Directory.CreateDirectory(_folder.File(folder));
        Array("maps/one.npy", [2, 2], 9, 1, 1, 1);
        Array("maps/two.npy", [1, 2, 2], 1, 9, 1, 1);
        Gray("truth/one.mask.png", 2, 2, 255, 0, 0, 0);
        Array("truth/two.npy", [2, 2], 1, 0, 0, 0);
        var rows = JsonNode.Parse(CommandLine.Run("measure", _folder.File("maps"), "--mask", _folder.File("truth"), "--metric", "pointing-game,pixel-auc", "--json").Out)!["rows"]!.AsArray();
        Assert.That(rows.Select(row => ((string)row!["name"]!, (double)row["values"]!["pointing-game"]!, (double)row["values"]!["pixel-auc"]!)), Is.EqualTo(new[] { ("one.npy", 1.0, 1.0), ("two.npy", 0, 1 / 3.0) }));
    }

    /// <summary>What run, evaluate and measure state: of a signed map the positive part, and of a constant one nothing that goes by its highest positions.</summary>
    [Test]
    public void Signed_and_constant_maps_are_held_against_truth()
    {
        Array("mask.npy", [2, 2], 1, 0, 0, 0);
        Array("signed.npy", [2, 2], 3, 1, -2, -2);
        Array("constant.npy", [2, 2], 0.5, 0.5, 0.5, 0.5);
        double Value(string map, string metric) => JsonNode.Parse(CommandLine.Run("measure", _folder.File(map), "--mask", _folder.File("mask.npy"), "--metric", metric, "--json").Out)!["rows"]![0]!["values"]![metric]!.Deserialize<double>(s_named);
        Assert.That(Value("signed.npy", "relevance-mass"), Is.EqualTo(0.75));
        Assert.That(new[] { "pointing-game", "attribution-iou", "relevance-rank" }.Select(metric => Value("signed.npy", metric)), Is.All.EqualTo(1));
        Assert.That(new[] { "pointing-game", "attribution-iou", "relevance-rank" }.Select(metric => Value("constant.npy", metric)), Is.All.NaN);
        Assert.That(new[] { "pixel-auc", "relevance-mass" }.Select(metric => Value("constant.npy", metric)), Is.EqualTo(new[] { 0.5, 0.25 }));
    }

    [Test]
    public void Values_that_are_not_finite_are_told()
    {
        Array("a.npy", [2, 2, 3], 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, double.NaN, double.PositiveInfinity);
        var result = CommandLine.Run("measure", _folder.File("a.npy"), "--metric", "variation");
        Assert.That((result.Code, result.Error), Is.EqualTo((0, $"{_folder.File("a.npy")}: 2 of its values are NaN or infinite, the first at [1, 1, 1] (counted from 0): metrics that need finite numbers are NaN\n")));
        Assert.That((int)JsonNode.Parse(CommandLine.Run("measure", _folder.File("a.npy"), "--json").Out)!["not_finite"]![0]!["count"]!, Is.EqualTo(2));
        Assert.That(CommandLine.Run("measure", _folder.File("a.npy"), "--metric", "entrpy").AsError(), Is.EqualTo("no metric is named 'entrpy'; did you mean entropy? (all: vizbench list metrics)"));
    }

    [Test]
    public void Maps_and_masks_may_be_stacked_and_channels_are_summed()
    {
        Array("maps.npy", [2, 2, 2], 9, 1, 1, 1, /**/ 1, 9, 1, 1);
        Array("masks.npy", [2, 2, 2], 1, 0, 0, 0, /**/ 1, 0, 0, 0);
        double[] Hits(string maps, string masks) => [.. JsonNode.Parse(CommandLine.Run("measure", _folder.File(maps), "--mask", _folder.File(masks), "--metric", "pointing-game", "--json").Out)!["rows"]!.AsArray().Select(row => (double)row!["values"]!["pointing-game"]!)];
        Assert.That(Hits("maps.npy", "masks.npy"), Is.EqualTo(new[] { 1.0, 0 }));
        Array("mask.npy", [2, 2], 0, 1, 0, 0);
        Array("channels.npy", [2, 2, 2], 9, 1, 1, 1, /**/ -9, 2, 1, 1);
        Assert.That(Hits("channels.npy", "mask.npy"), Is.EqualTo(new[] { 1.0 }));
    }

    [Test]
    public void Two_masks_have_their_intersection_over_union()
    {
        var lines = Lines("measure", Gray("a.png", 2, 2, 255, 255, 0, 0), Gray("b.png", 2, 2, 255, 0, 255, 0), "--metric", "mask-iou");
        Assert.That(lines[1][1], Is.EqualTo("0.33333"));
    }

    [Test]
    public void What_a_metric_refuses_is_left_out_with_its_reason()
    {
        var result = CommandLine.Run("measure", Array("a.npy", [12, 12], [.. Enumerable.Range(0, 144).Select(i => i * 1.0)]), Array("b.npy", [12, 12], new double[144]));
        Assert.That(result.Code, Is.Zero);
        Assert.That(result.Error, Does.Contain("a.npy: entropy is left out: entropy takes colors in 0 … 1, and some values lie beyond\n").And.Contain("psnr is left out: values lie beyond 0 … 1").And.Not.Contain("mask-iou"));
        Assert.That(result.Out, Does.Contain("rms-difference").And.Not.Contain("psnr").And.Not.Contain("entropy"));
    }

    [TestCase("nothing.png: file: it does not exist", "measure", "nothing.png")]
    [TestCase("torn.npy: start of file: too short for a .npy file", "measure", "torn.npy")]
    [TestCase("wide.npy: size: it is 1×2×3 and a.npy is 1×2×2; two files are compared at one size", "measure", "a.npy", "wide.npy")]
    [TestCase("wide.npy: size: it is 1×2×3 and a.npy is 1×2×2; a mask has its map's height and width", "measure", "a.npy", "--mask", "wide.npy")]
    [TestCase("five.npy: shape: (1, 1, 1, 1, 2) is not measured; give (H, W), (C, H, W) or (N, C, H, W)", "measure", "five.npy")]
    [TestCase("--metric psnr: it needs a second file to hold the first against", "measure", "a.npy", "--metric", "psnr")]
    [TestCase("--metric pixel-auc: it needs the region of truth; give it with --mask", "measure", "a.npy", "--metric", "pixel-auc")]
    [TestCase("--metric road-morf: it needs a network or several maps", "measure", "a.npy", "--metric", "road-morf")]
    [TestCase("--metric road*: road-lerf needs a network or several maps", "measure", "a.npy", "--metric", "road*")]
    [TestCase("--metric xyz*: no metric matches", "measure", "a.npy", "--metric", "xyz*")]
    [TestCase("no metric is named 'nope' (all: vizbench list metrics)", "measure", "a.npy", "--metric", "nope")]
    [TestCase("a.npy: entropy: entropy takes colors in 0 … 1", "measure", "a.npy", "--metric", "entropy")]
    [TestCase("a.npy: ssim: values lie beyond 0 … 1", "measure", "a.npy", "a.npy", "--metric", "ssim")]
    [TestCase("a.npy: ssim: structural similarity looks through windows of 11×11", "measure", "a.npy", "a.npy", "--metric", "ssim", "--range", "9")]
    [TestCase("a.npy: element 0: a mask holds 0 and 1, or booleans, and there is 9", "measure", "a.npy", "--mask", "a.npy")]
    [TestCase("colors.png: colors: a map shown in colors has lost its sign and scale", "measure", "colors.png", "--mask", "colors.png")]
    [TestCase("empty: folder: it holds no .png, .jpg or .npy file to measure", "measure", "empty")]
    [TestCase("empty: folder: it holds no partner of a.npy", "measure", "a.npy", "empty")]
    [TestCase("--range can't be '0': it takes a number above 0", "measure", "a.npy", "a.npy", "--range", "0")]
    public void What_can_not_be_measured_is_refused_in_one_line(string message, params string[] arguments)
    {
        Array("a.npy", [2, 2], 9, 1, 1, -1);
        Array("wide.npy", [2, 3], new double[6]);
        Array("five.npy", [1, 1, 1, 1, 2], 1, 2);
        File.WriteAllText(_folder.File("torn.npy"), "x");
        Directory.CreateDirectory(_folder.File("empty"));
        ImageFiles.WritePng(_folder.File("colors.png"), new RgbImage(1, 1, [1, 2, 3]));
        var error = CommandLine.Run([.. arguments.Select(argument => argument.Contains('.', StringComparison.Ordinal) || argument is "empty" ? _folder.File(argument) : argument)]).AsError();
        Assert.That(error.Replace(_folder.Path + "/", "", StringComparison.Ordinal), Does.StartWith(message));
    }

    [Test, Category(Checkout.Category)]
    public void The_page_of_metrics_holds_the_registry_and_what_measure_says()
    {
        var page = File.ReadAllText(Path.Combine(ProductFiles.Root, "docs", "metrics.md"));
        Assert.That(page, Does.Contain(MetricTable.Markdown()), "write the table anew: ./vizbench list metrics --markdown");
        Assert.That(CommandLine.Run("list", "metrics", "--markdown").Out, Is.EqualTo(MetricTable.Markdown()));
        var pictures = Path.Combine(ProductFiles.Root, "docs", "pictures", "metrics");
        foreach (var name in new[] { "patched", "edge" })
        {
            var said = CommandLine.Run("measure", Path.Combine(pictures, $"{name}.png"), Path.Combine(pictures, "whole.png"), "--metric", "psnr,ssim*,worst-window-error").Out;
            Assert.That(page, Does.Contain(said), name);
        }
    }

    private static string[][] Lines(params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.That(result.Code, Is.Zero, result.Error);
        return [.. result.Out.TrimEnd('\n').Split('\n').Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    private string Array(string name, long[] shape, params double[] values)
    {
        NpyFile.Write(_folder.File(name), NdArray.Of(values, shape));
        return _folder.File(name);
    }

    /// <summary>A gray picture: one level for each pixel, or one for all.</summary>
    private string Gray(string name, int width, int height, params byte[] levels)
    {
        ImageFiles.WritePng(_folder.File(name), new RgbImage(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(i => levels[i / 3 % levels.Length])]));
        return _folder.File(name);
    }
}
