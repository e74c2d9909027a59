using System.Text.Json.Nodes;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Suite;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

public sealed class InversionsVerbTests
{
    private static readonly string[] s_short = ["inversions", "alexnet-mini", "--set", "steps=8"];
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Layers_restarts_and_parts_are_tables_and_sheets()
    {
        var result = CommandLine.Run([.. s_short, "--layers", "relu1,fc8", "--restarts", "2", "--neighborhoods", "3", "--groups", "2", "--out", _folder.File("out")]);
        Assert.That(result.Code, Is.Zero, result.Error);
        var rows = JsonNode.Parse(File.ReadAllText(_folder.File("out/inversions.json")))!["rows"]!.AsArray();
        Assert.That(
            rows.Select(row => $"{row!["layer"]} {row["part"]}"),
            Is.EqualTo(new[] { "relu1 all", "relu1 middle 3×3", "relu1 channels 0-23", "relu1 channels 24-47", "fc8 all" }));
        Assert.That((double)rows[0]!["betweenRestarts"]!, Is.GreaterThan(0));
        Assert.That(File.ReadAllLines(_folder.File("out/inversions.csv")), Has.Length.EqualTo(6));
        Assert.That(File.ReadAllText(_folder.File("out/inversions.md")), Does.Contain("| layer | shape | part | code error | PSNR, dB | SSIM | between restarts, dB | seconds |"));
        foreach (var sheet in new[] { "inversions", "restarts", "parts" })
            Assert.That(ImageFiles.Read(_folder.File($"out/{sheet}.png")).Width, Is.GreaterThan(200), sheet);
    }

    [Test]
    public void Parts_that_a_layer_does_not_have_are_noted()
    {
        var set = JsonNode.Parse(CommandLine.Run([.. s_short, "--layers", "conv5,fc8", "--neighborhoods", "2,60,70", "--groups", "2", "--json"]).Out)!;
        Assert.That(set["notes"]!.AsArray().Select(note => (string)note!), Is.EqualTo(new[]
        {
            "conv5 has 7 rows and 7 columns, so it has no neighborhood of 60, 70",
            "fc8 has no rows and columns: only its whole code is inverted, no neighborhoods and no groups of channels",
        }));
        Assert.That(set["rows"]!.AsArray().Count, Is.EqualTo(1 + 1 + 2 + 1));
    }

    [TestCase(5, 2, "0-1 2-4")]
    [TestCase(3, 5, "0-0 1-1 2-2")]
    [TestCase(1, 2, "")]
    [TestCase(8, 0, "")]
    public void Groups_share_out_the_channels_and_none_is_empty(int channels, int groups, string expected) =>
        Assert.That(string.Join(' ', InversionEvaluator.GroupsOf(channels, groups).Select(group => $"{group.First}-{group.Last}")), Is.EqualTo(expected));

    [Test]
    public void Several_images_have_means_with_intervals_and_a_row_each_in_the_csv()
    {
        var result = CommandLine.Run([.. s_short, "--input", "world:1000:3", "--images", "3", "--layers", "relu1,fc8", "--restarts", "2", "--out", _folder.File("out")]);
        Assert.That(result.Code, Is.Zero, result.Error);
        var set = JsonNode.Parse(File.ReadAllText(_folder.File("out/inversions.json")))!;
        var row = set["rows"]![0]!;
        var each = row["each"]!.AsArray();
        Assert.That((string)set["input"]!, Is.EqualTo("world:1000:3..5"));
        Assert.That(each.Select(score => (string)score!["input"]!), Is.EqualTo(new[] { "world:1000:3", "world:1000:4", "world:1000:5" }));
        Assert.That((double)row["psnr"]!, Is.EqualTo(each.Average(score => (double)score!["psnr"]!)).Within(1e-9));
        Assert.That(each.Select(score => (double)score!["betweenRestarts"]!), Is.All.GreaterThan(0));
        Assert.That(File.ReadAllLines(_folder.File("out/inversions.csv")), Has.Length.EqualTo(1 + 2 * 3));
        Assert.That(File.ReadAllText(_folder.File("out/inversions.md")), Does.Match(@"\| relu1 \| 48×\d+×\d+ \| \d\.\d+ \[\d\.\d+, \d\.\d+\] \| \d+\.\d \[\d+\.\d, \d+\.\d\] \|"));
        Assert.That(ImageFiles.Read(_folder.File("out/inversions.png")).Height, Is.GreaterThan(3 * 64));
    }

    /// <summary>All begin at the same noise.</summary>
    [Test]
    public void A_picture_among_others_is_inverted_as_alone()
    {
        double[] Of(params string[] arguments) =>
            [.. JsonNode.Parse(CommandLine.Run(["inversions", "alexnet-mini", "--set", "steps=40", "--layers", "conv2", .. arguments, "--json"]).Out)!["rows"]![0]!["each"]!.AsArray().Select(score => (double)score!["psnr"]!)];
        var together = Of("--input", "world:1000:3", "--images", "2");
        Assert.That(together[0], Is.EqualTo(Of("--input", "world:1000:3")[0]).Within(0.01));
        Assert.That(together[1], Is.EqualTo(Of("--input", "world:1000:4")[0]).Within(0.01));
        Assert.That(Math.Abs(together[0] - together[1]), Is.GreaterThan(0.1));
    }

    [Test]
    public void Pictures_of_one_file_are_inverted_together_and_one_whose_code_is_zero_is_left_out()
    {
        var values = Enumerable.Range(0, 2 * 3 * 64 * 64).Select(i => i < 3 * 64 * 64 ? -30.0 : Math.Sin(i * 0.01)).ToArray();
        NpyFile.Write(_folder.File("two.npy"), NdArray.Of(values, [2, 3, 64, 64]));
        var set = JsonNode.Parse(CommandLine.Run("inversions", "vgg-mini", "--methods", "invert-mahendran", "--set", "steps=2", "--layers", "features.1", "--input", _folder.File("two.npy"), "--groups", "16", "--json").Out)!;
        string[] Of(string part) => [.. set["rows"]!.AsArray().Single(row => string.Equals((string)row!["part"]!, part, StringComparison.Ordinal))!["each"]!.AsArray().Select(score => (string)score!["input"]!)];
        Assert.That(Of("all"), Is.EqualTo(new[] { "two.npy 0", "two.npy 1" }));
        // A ReLU's channel that a plain picture does not reach.
        Assert.That(Of("channel 6"), Is.EqualTo(new[] { "two.npy 1" }));
        Assert.That(set["notes"]!.AsArray().Select(note => (string)note!), Does.Contain("features.1, channel 6: sample 0: the chosen part of features.1 is zero, so its picture says nothing"));
    }

    [Test]
    public void A_file_of_very_many_pictures_is_refused()
    {
        NpyFile.Write(_folder.File("many.npy"), NdArray.Of(new double[65 * 3 * 64 * 64], [65, 3, 64, 64]));
        Assert.That(CommandLine.Run([.. s_short, "--input", _folder.File("many.npy")]).AsError(), Does.Contain("many.npy: it holds 65 pictures, and at most 64 are inverted at once; give fewer"));
    }

    /// <summary>Each restart is judged by itself, and so is what a run of its own gives.</summary>
    [Test]
    public void The_table_says_what_the_method_says()
    {
        var row = JsonNode.Parse(CommandLine.Run([.. s_short, "--layers", "conv2", "--json"]).Out)!["rows"]![0]!;
        var applied = JsonNode.Parse(CommandLine.Run("apply", "invert-mahendran", "--network", "alexnet-mini", "--layer", "conv2", "--input", "world:1000:5", "--set", "steps=8", "--json").Out)!;
        var scalars = applied["scalars"]!.AsArray().ToDictionary(scalar => (string)scalar!["name"]!, scalar => (double)scalar!["values"]![0]!, StringComparer.Ordinal);
        // The noise belongs to the case, and the two have different names: numbers are alike, not equal.
        Assert.That((double)row["codeError"]!, Is.EqualTo(scalars["code-error"]).Within(10).Percent);
        Assert.That((double)row["psnr"]!, Is.EqualTo(scalars["psnr"]).Within(10).Percent);
    }

    [TestCase("--layers nowhere", "no layer of alexnet-mini matches 'nowhere'; vizbench list layers alexnet-mini shows them")]
    [TestCase("--methods saliency", "no method that inverts matches 'saliency'; there are invert-mahendran")]
    [TestCase("--set rates=3", "no inversion has an option 'rates'; there are alpha, beta")]
    [TestCase("--set restarts=3", "--set restarts: here it is --restarts")]
    [TestCase("--methods invert-upconv --neighborhoods 3", "--neighborhoods: invert-upconv inverts whole codes only; leave it out or choose other --methods")]
    [TestCase("--methods invert-upconv --groups 2", "--groups: invert-upconv inverts whole codes only; leave it out or choose other --methods")]
    [TestCase("--images 3 --input painting:wash", "--images 3: it counts images of ConceptWorld, and --input is painting:wash; give --input world:SEED:INDEX, or several pictures in one .npy file")]
    [TestCase("--images 2 --input world:1000:9223372036854775807", "--images 2: there are not so many images from world:1000:9223372036854775807 on; give a smaller index")]
    [TestCase("--neighborhoods three", "--neighborhoods three: it takes whole numbers from 1, separated by commas, for example 3,5")]
    public void What_is_wrong_is_said_in_one_line(string arguments, string message) =>
        Assert.That(CommandLine.Run([.. s_short, .. arguments.Split(' ')]).AsError(), Does.Contain(message));
}
