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
    public void A_file_of_several_pictures_is_refused()
    {
        NpyFile.Write(_folder.File("two.npy"), NdArray.Of(new double[2 * 3 * 64 * 64], [2, 3, 64, 64]));
        Assert.That(CommandLine.Run([.. s_short, "--input", _folder.File("two.npy")]).AsError(), Does.Contain("two.npy: it holds 2 pictures, and one is inverted at a time; give a file of one"));
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
    [TestCase("--neighborhoods three", "--neighborhoods three: it takes whole numbers from 1, separated by commas, for example 3,5")]
    public void What_is_wrong_is_said_in_one_line(string arguments, string message) =>
        Assert.That(CommandLine.Run([.. s_short, .. arguments.Split(' ')]).AsError(), Does.Contain(message));
}
