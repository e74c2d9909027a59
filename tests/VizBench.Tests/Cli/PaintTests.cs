using System.Text;
using System.Text.Json.Nodes;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

/// <summary>Methods that paint, on the command line.</summary>
public sealed class PaintTests
{
    private static readonly string[] s_paint = ["apply", "am-fourier", "--network", "vgg-mini", "--set", "steps=4"];
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Every_class_is_a_picture_with_its_trace_and_its_frames()
    {
        var outcome = CommandLine.Run([.. s_paint, "--target", "all", "--every", "2", "--out", _folder.File("a.npy"), "--png", _folder.File("a.png"), "--trace", _folder.File("a.json")]);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(NpyFile.Read(_folder.File("a.npy")).Shape, Is.EqualTo(new long[] { 12, 3, 64, 64 }));
        var traces = JsonNode.Parse(File.ReadAllText(_folder.File("a.json")))!.AsArray();
        Assert.That(traces, Has.Count.EqualTo(12));
        Assert.That(traces[3]!["rows"]!.AsArray().Select(row => (int)row!["step"]!), Is.EqualTo(new[] { 0, 1, 2, 3, 4 }));
        // Two steps on the way and the end; an animation is a PNG that names its frames.
        var frames = File.ReadAllBytes(_folder.File("a.frames.png"));
        Assert.That(Encoding.Latin1.GetString(frames).Split("fcTL"), Has.Length.EqualTo(1 + 3));
        Assert.That(VizBench.Data.Images.ImageFiles.Read(_folder.File("a.frames.png")).Pixels, Is.EqualTo(VizBench.Data.Images.ImageFiles.Read(_folder.File("a.png")).Pixels));
    }

    [Test]
    public void A_map_that_the_method_finds_lies_beside_its_picture()
    {
        var outcome = CommandLine.Run(["apply", "am-maco", "--network", "vgg-mini", "--target", "5", "--set", "steps=2", "--set", "crops=2", "--out", _folder.File("a.npy"), "--png", _folder.File("a.png")]);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(NpyFile.Read(_folder.File("a.transparency.npy")).Shape, Is.EqualTo(new long[] { 1, 64, 64 }));
        Assert.That(NpyFile.Read(_folder.File("a.transparency.npy")).ToDoubles().Max(), Is.EqualTo(1).Within(1e-6));
        Assert.That(File.Exists(_folder.File("a.transparency.png")));
        Assert.That(outcome.Out, Does.Contain("a.transparency.png"));
    }

    [Test]
    public void Units_of_a_layer_are_one_batch_and_each_is_what_it_is_alone()
    {
        string[] paint = [.. s_paint, "--layer", "features.7", "--dtype", "float64"];
        Assert.That(CommandLine.Run([.. paint, "--unit", "2..4", "--out", _folder.File("three.npy")]).Code, Is.Zero);
        Assert.That(CommandLine.Run([.. paint, "--unit", "3", "--out", _folder.File("one.npy")]).Code, Is.Zero);
        var (three, one) = (NpyFile.Read(_folder.File("three.npy")).ToDoubles(), NpyFile.Read(_folder.File("one.npy")).ToDoubles());
        Assert.That(three[one.Length..(2 * one.Length)], Is.EqualTo(one).Within(1e-9));
    }

    [Test]
    public void It_begins_where_it_is_told()
    {
        Assert.That(CommandLine.Run([.. s_paint, "--target", "3", "--out", _folder.File("a.npy")]).Code, Is.Zero);
        Assert.That(CommandLine.Run([.. s_paint, "--target", "3", "--init", _folder.File("a.npy"), "--set", "rate=1e-9", "--out", _folder.File("b.npy")]).Code, Is.Zero);
        Assert.That(NpyFile.Read(_folder.File("b.npy")).ToDoubles(), Is.EqualTo(NpyFile.Read(_folder.File("a.npy")).ToDoubles()).Within(1e-3));
    }

    [Test]
    public void What_is_bred_has_a_trace_of_its_generations()
    {
        var outcome = CommandLine.Run(["apply", "fooling-cppn", "--network", "vgg-mini", "--target", "0,7", "--set", "generations=6", "--set", "population=8", "--trace", _folder.File("a.json")]);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        foreach (var trace in JsonNode.Parse(File.ReadAllText(_folder.File("a.json")))!.AsArray())
        {
            var rows = trace!["rows"]!.AsArray();
            Assert.That(rows.Select(row => (int)row!["step"]!), Is.EqualTo(new[] { 0, 1, 2, 4, 5 }));
            Assert.That(rows.Select(row => (double)row!["objective"]!), Is.Ordered, "the champion of a class never gets worse");
        }
    }

    [TestCase("am-fourier", "am-fourier paints a class or a unit; name classes with --target")]
    [TestCase("am-fourier --target 12", "target 12 is out of range: vgg-mini has 12 classes, 0 to 11")]
    [TestCase("am-fourier --layer features.7 --unit 9999", "unit 9999 is out of range: features.7 has")]
    [TestCase("am-fourier --target 1 --input world:1:0", "--input world:1:0: am-fourier paints from nothing; leave --input out")]
    [TestCase("am-fourier --target 1 --input guide=world:1:0", "am-fourier takes no input by the role 'guide'; it takes init")]
    [TestCase("am-fourier --target 1 --every 2", "--every 2: it takes")]
    [TestCase("am-fourier --target 1 --set steps=0", "am-fourier: option steps can't be '0'; it takes a whole number, at least 1")]
    [TestCase("saliency", "saliency needs an input; give one with --input FILE")]
    [TestCase("saliency --input world:1:0 --trace t.json", "--trace: saliency optimises nothing")]
    [TestCase("deepdream --input world:1:0 --layer features.10 --set octaves=12", "a picture of 2×2 pixels is too small for vgg-mini up to features.10")]
    [TestCase("deepdream --input world:1:0 --set scale=1", "deepdream: option scale can't be '1'; it takes a finite number, above 1")]
    public void What_can_not_be_painted_is_said(string line, string expected) =>
        Assert.That(CommandLine.Run(["apply", .. line.Split(' '), "--network", "vgg-mini"]).AsError(), Does.StartWith(expected));
}
