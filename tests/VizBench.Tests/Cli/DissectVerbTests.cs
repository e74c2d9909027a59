using System.Text.Json.Nodes;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

public sealed class DissectVerbTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void A_network_has_a_row_for_every_layer_and_unit()
    {
        var result = CommandLine.Run("dissect", "caffenet-mini", "--layers", "relu2,relu5", "--images", "40", "--upsample", "receptive-field", "--out", _folder.File("out"));
        Assert.That(result.Code, Is.Zero, result.Error);
        var report = JsonNode.Parse(File.ReadAllText(_folder.File("out/dissection.json")))!;
        Assert.That(report["layers"]!.AsArray().Select(layer => (string)layer!["layer"]!), Is.EqualTo(new[] { "relu2", "relu5" }));
        Assert.That(report["layers"]!.AsArray().Select(layer => (int)layer!["units"]!), Is.All.EqualTo(64));
        Assert.That(report["units"]!.AsArray().Select(unit => (double)unit!["iou"]!), Is.All.InRange(0, 1));
        Assert.That((int)report["layers"]![1]!["detectors"]!, Is.GreaterThan(5));
        Assert.That(File.ReadAllLines(_folder.File("out/dissection.csv")), Has.Length.EqualTo(1 + 128));
        Assert.That(File.ReadAllText(_folder.File("out/dissection.md")), Does.Contain("| layer | units | detectors | unique detectors | color | object | part | material | scene | texture |"));
    }

    [Test]
    public void Arrays_give_an_array()
    {
        Write("activations.npy", [2, 2, 1, 2], 9, 1, 1, 1, /**/ 1, 1, 1, 8);
        Write("masks.npy", [2, 1, 1, 2], 1, 0, /**/ 0, 0);
        string[] given = ["dissect", "--activations", _folder.File("activations.npy"), "--masks", _folder.File("masks.npy"), "--quantile", "0.25"];
        var result = CommandLine.Run([.. given, "--out", _folder.File("iou.npy")]);
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Out, Does.StartWith("unit 0  concept 0  IoU 1.0000  detector\nunit 1  no concept\n"));
        var iou = NpyFile.Read(_folder.File("iou.npy"));
        Assert.That(iou.Shape, Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(iou.ToDoubles(), Is.EqualTo(new double[] { 1, 0 }));
        var units = JsonNode.Parse(CommandLine.Run([.. given, "--json", "--categories", "0"]).Out)!["units"]!;
        Assert.That(((int)units[0]!["concept"]!, units[1]!["concept"]), Is.EqualTo((0, (JsonNode?)null)));
    }

    [TestCase("dissect takes a NETWORK, or --activations and --masks; give one of the two", "dissect")]
    [TestCase("dissect takes a NETWORK, or --activations and --masks; give one of the two", "dissect", "vgg-mini", "--activations", "A")]
    [TestCase("--activations needs --masks, where the concepts are; give a .npy file (N, concepts, H, W)", "dissect", "--activations", "A")]
    [TestCase("--masks: it says nothing with a network; leave it out", "dissect", "vgg-mini", "--masks", "M")]
    [TestCase("--layers: it says nothing with --activations; leave it out", "dissect", "--activations", "A", "--masks", "M", "--layers", "x")]
    [TestCase("--quantile can't be '1': it takes a share over 0 and below 1, for example 0.005", "dissect", "--activations", "A", "--masks", "M", "--quantile", "1")]
    [TestCase("--iou can't be 'both': it takes category-conditional or set", "dissect", "vgg-mini", "--iou", "both")]
    [TestCase("--categories a: it takes whole numbers from 0, separated by commas, one for each concept", "dissect", "--activations", "A", "--masks", "M", "--categories", "a")]
    [TestCase("masks: 2 categories for 1 concepts; give one of 0 or more for each", "dissect", "--activations", "A", "--masks", "M", "--categories", "0,1")]
    [TestCase("the category-conditional intersection over union needs the category of each concept; give them, or take the set's", "dissect", "--activations", "A", "--masks", "M", "--iou", "category-conditional")]
    [TestCase("masks: units have 2 masks of 3×3 pixels and concepts 1 of 3×3; they must be of the same images at one size", "dissect", "--activations", "A", "--masks", "ONE")]
    [TestCase("activations of shape (2, 2) are no maps of units; give (N, units, h, w)", "dissect", "--activations", "FLAT", "--masks", "M")]
    [TestCase("activations: unit 0 has activations that are no finite numbers", "dissect", "--activations", "NAN", "--masks", "M")]
    [TestCase("--layers nothing*: no layer of vgg-mini matches (vizbench list layers vgg-mini)", "dissect", "vgg-mini", "--layers", "nothing*")]
    [TestCase("classifier.1 has no rows and columns, so its units see no place; dissect a layer with maps (vizbench list layers vgg-mini)", "dissect", "vgg-mini", "--layers", "classifier.1")]
    public void What_can_not_be_dissected_is_refused_in_one_line(string message, params string[] arguments)
    {
        Write("A", [2, 1, 1, 2], 1, 2, 3, 4);
        Write("M", [2, 1, 3, 3], [.. Enumerable.Range(0, 18).Select(i => i % 2.0)]);
        Write("ONE", [1, 1, 3, 3], new double[9]);
        Write("FLAT", [2, 2], 1, 2, 3, 4);
        Write("NAN", [2, 1, 1, 2], 1, double.NaN, 3, 4);
        var result = CommandLine.Run([.. arguments.Select(argument => argument is "A" or "M" or "ONE" or "FLAT" or "NAN" ? _folder.File(argument) : argument)]);
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith($"error: {message}"));
        Assert.That(result.Error.TrimEnd('\n'), Does.Not.Contain("\n"));
    }

    private void Write(string name, long[] shape, params double[] values)
    {
        using var stream = File.Create(_folder.File(name));
        NpyFile.Write(stream, NdArray.Of(values, shape));
    }
}
