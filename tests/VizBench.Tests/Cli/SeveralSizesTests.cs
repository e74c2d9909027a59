using System.Text.Json;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Cli.Applying;
using VizBench.Cli.Arguments;
using VizBench.Data.Images;
using VizBench.Networks.Zoo;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>apply on pictures of several sizes, by methods that take any.</summary>
internal sealed class SeveralSizesTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_folders_pictures_are_done_one_after_the_other_each_at_its_own_size()
    {
        var pictures = PictureFolder(("a.png", 40, 30), ("b.png", 28, 36));
        var outcome = Apply(pictures, "--out", _folder.File("out.npy"), "--png", _folder.File("out.png"), "--trace", _folder.File("out.json"), "--json");
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        using var document = JsonDocument.Parse(outcome.Out);
        Assert.That(document.RootElement.EnumerateArray().Select(one => one.GetProperty("samples")[0].GetProperty("input").GetString()), Is.EqualTo(new[] { "a.png", "b.png" }));
        foreach (var (name, width, height) in new[] { ("a", 40, 30), ("b", 28, 36) })
        {
            Assert.That(Apply(Path.Combine(pictures, name + ".png"), "--out", _folder.File("alone.npy")).Code, Is.Zero);
            var made = NpyFile.Read(_folder.File($"out.{name}.npy"));
            Assert.That(made.Shape, Is.EqualTo(new long[] { 1, 3, height, width }));
            Assert.That(made.ToDoubles(), Is.EqualTo(NpyFile.Read(_folder.File("alone.npy")).ToDoubles()));
            Assert.That(File.Exists(_folder.File($"out.{name}.png")) && File.Exists(_folder.File($"out.{name}.json")), Is.True);
        }

        Assert.That(File.Exists(_folder.File("out.npy")), Is.False);
    }

    [Test]
    public void Of_one_size_they_are_a_batch()
    {
        var outcome = Apply(PictureFolder(("a.png", 40, 30), ("b.png", 40, 30)), "--out", _folder.File("out.npy"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(NpyFile.Read(_folder.File("out.npy")).Shape, Is.EqualTo(new long[] { 2, 3, 30, 40 }));
    }

    [Test]
    public void What_is_wrong_with_one_of_them_names_it()
    {
        // Two files of one name get their places.
        var outcome = Apply(PictureFolder(("a.png", 40, 30), ("b.png", 30, 30), ("b.jpg", 1, 1)), "--png", _folder.File("out.png"));
        Assert.That(outcome.AsError(), Does.StartWith("--input b.jpg: "));
        Assert.That(File.Exists(_folder.File("out.1-a.png")), Is.True, "what comes before it is kept");
    }

    [TestCase(null, 1414, 1414, null)]
    [TestCase(null, 4000, 3000, "large.png is taken at its own size, 3000×4000, 12 million pixels: about 46 times the time of 512×512; --size N makes its longer side N pixels")]
    [TestCase("own", 4000, 3000, null)]
    [TestCase("512", 4000, 3000, null)]
    [TestCase("network", 4000, 3000, null)]
    public void What_a_large_picture_costs_is_said_where_no_size_was_given(string? size, int width, int height, string? expected)
    {
        var input = new LoadedInput(new InputArgument(null, "large.png", null), new RgbImage(width, height), null) { Size = PictureSize.Parse(size, VizBench.Methods.MethodRegistry.Named("style-gatys")) };
        Assert.That(SeveralSizes.RemarkOf([input], NetworkCatalogue.ArchitectureOf("vgg-mini", null).Preprocessing), Is.EqualTo(expected));
    }

    private string PictureFolder(params (string Name, int Width, int Height)[] pictures)
    {
        var folder = Directory.CreateDirectory(_folder.File("pictures")).FullName;
        foreach (var (name, width, height) in pictures)
            File.WriteAllBytes(Path.Combine(folder, name), ImageFiles.Codec.EncodePng(new RgbImage(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(i => (byte)(i * 37 % 251))])));
        return folder;
    }

    private static Outcome Apply(string input, params string[] more) => CommandLine.Run(
    [
        "apply", "style-gatys", "--network", "vgg-mini", "--input", input, "--input", "style=painting:wash",
        "--set", "steps=2", "--set", "style_layers=features.1,features.4", "--set", "content_layers=features.4", .. more,
    ]);
}
