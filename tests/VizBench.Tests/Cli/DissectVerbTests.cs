using System.Text.Json.Nodes;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Tests.Data;

namespace VizBench.Tests.Cli;

public sealed class DissectVerbTests
{
    private static readonly string[] Named = ["A", "M", "ONE", "FLAT", "NAN", "HALF", "NEGATIVE", "NEW", "A.npy", "BRODEN"];
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
        Assert.That(File.ReadAllText(_folder.File("out/dissection.md")), Does.Contain("| layer | units | dimensions | detectors | unique detectors | color | object | part | material | scene | texture |")
            .And.Contain("\n\nThe 8 units with the highest IoU, each with the concept that it coincides with best:\n\n| layer | unit | concept |"));
    }

    [Test]
    public void Several_networks_are_compared()
    {
        var result = CommandLine.Run("dissect", "caffenet-mini@24", "caffenet-mini", "--layers", "relu5", "--images", "60", "--tuning", "--out", _folder.File("out"));
        Assert.That(result.Code, Is.Zero, result.Error);
        string[] files = [.. Directory.EnumerateFiles(_folder.File("out"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.File("out"), file)).Order(StringComparer.Ordinal)];
        string[] each = ["concepts-relu5.png", "concepts-relu5.svg", "detectors.png", "detectors.svg", "dissection.csv", "dissection.json", "dissection.md", "tuning.csv", "units-relu5.png"];
        Assert.That(files, Is.SupersetOf(each.Select(file => $"caffenet-mini/{file}").Concat(["comparison.csv", "comparison.json", "comparison.md", "comparison.png", "comparison.svg", "caffenet-mini-24/dissection.md"])));
        var report = JsonNode.Parse(File.ReadAllText(_folder.File("out/caffenet-mini/dissection.json")))!;
        Assert.That(((string?)report["settings"]!["iou"], (string?)report["settings"]!["upsampling"]), Is.EqualTo(("category-conditional", "bilinear")));
        Assert.That(report["tuning"]!.AsArray(), Is.Not.Empty);
        Assert.That(File.ReadAllLines(_folder.File("out/caffenet-mini/tuning.csv")), Has.Length.EqualTo(1 + 64 * 92));
        // Training makes detectors.
        var rows = File.ReadAllLines(_folder.File("out/comparison.md")).Where(line => line.StartsWith("| caffenet", StringComparison.Ordinal)).Select(line => int.Parse(line.Split('|')[5])).ToArray();
        Assert.That(rows, Has.Length.EqualTo(2));
        Assert.That(rows[1], Is.GreaterThan(rows[0]));
    }

    /// <summary>A class that loses the units of its object is hit harder than any other: the network uses what it detects.</summary>
    [Test]
    public void Ablation_hits_the_class_of_the_units()
    {
        var result = CommandLine.Run("dissect", "alexnet-mini", "--layers", "relu5", "--images", "240", "--ablate", "12", "--json");
        Assert.That(result.Code, Is.Zero, result.Error);
        var rows = JsonNode.Parse(result.Out)!["ablation"]!.AsArray();
        Assert.That(rows, Has.Count.EqualTo(12));
        Assert.That(rows.Count(row => (bool)row!["isHitHardest"]!), Is.GreaterThan(10));
        Assert.That(rows.Average(row => (double)row!["fall"]!), Is.GreaterThan(0.4));
        Assert.That(rows.Average(row => (double)row!["fallOfOthers"]!), Is.LessThan(0.05));
        Assert.That(rows.Average(row => (double)row!["fallByRandom"]!), Is.LessThan(0.05));
    }

    [Test]
    public void Arrays_give_an_array()
    {
        Write("activations.npy", [2, 2, 1, 2], 9, 1, 1, 1, /**/ 1, 1, 1, 8);
        Write("masks.npy", [2, 1, 1, 2], 1, 0, /**/ 0, 0);
        string[] given = ["dissect", "--activations", _folder.File("activations.npy"), "--masks", _folder.File("masks.npy"), "--quantile", "0.25"];
        var result = CommandLine.Run([.. given, "--out", _folder.File("iou.npy")]);
        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Out, Does.StartWith("unit 0  concept 0  IoU 1.0000  detector\nunit 1  no concept: where it is active, there is none\n"));
        var iou = NpyFile.Read(_folder.File("iou.npy"));
        Assert.That(iou.Shape, Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(iou.ToDoubles(), Is.EqualTo(new double[] { 1, 0 }));
        var units = JsonNode.Parse(CommandLine.Run([.. given, "--json", "--categories", "0"]).Out)!["units"]!;
        Assert.That(((int)units[0]!["concept"]!, units[1]!["concept"]), Is.EqualTo((0, (JsonNode?)null)));
    }

    /// <summary>A row each of what there is nothing to say of: a unit that is everywhere the same, one that is active where nothing is, a concept that is nowhere.</summary>
    [Test]
    public void Constant_units_and_empty_concepts_are_named()
    {
        Write("activations.npy", [1, 3, 1, 4], 9, 1, 1, 1, /**/ 5, 5, 5, 5, /**/ 1, 1, 1, 9);
        Write("masks.npy", [1, 2, 1, 4], 1, 0, 0, 0, /**/ 0, 0, 0, 0);
        string[] given = ["dissect", "--activations", _folder.File("activations.npy"), "--masks", _folder.File("masks.npy"), "--quantile", "0.25"];
        Assert.That(CommandLine.Run(given).Out.Split('\n'), Is.EqualTo(new[]
        {
            "unit 0  concept 0  IoU 1.0000  detector",
            "unit 1  no concept: it never rises above its threshold, as its highest activations are all the same",
            "unit 2  no concept: where it is active, there is none",
            "concept 1  in no pixel of the masks, so no unit detects it",
            "",
        }));
        var report = JsonNode.Parse(CommandLine.Run([.. given, "--json"]).Out)!;
        Assert.That(report["units"]!.AsArray().Select(unit => (bool)unit!["is_inactive"]!), Is.EqualTo(new[] { false, true, false }));
        Assert.That(report["empty_concepts"]!.AsArray().Select(concept => (int)concept!), Is.EqualTo(new[] { 1 }));
    }

    [TestCase("dissect takes a NETWORK, or --activations and --masks; give one of the two", "dissect")]
    [TestCase("dissect takes a NETWORK, or --activations and --masks; give one of the two", "dissect", "vgg-mini", "--activations", "A")]
    [TestCase("--activations needs --masks, where the concepts are; give a .npy file (N, concepts, H, W)", "dissect", "--activations", "A")]
    [TestCase("--masks has no effect with a network; leave it out", "dissect", "vgg-mini", "--masks", "M")]
    [TestCase("--layers has no effect with --activations; leave it out", "dissect", "--activations", "A", "--masks", "M", "--layers", "x")]
    [TestCase("--quantile can't be '1': it takes a share over 0 and below 1, for example 0.005", "dissect", "--activations", "A", "--masks", "M", "--quantile", "1")]
    [TestCase("--iou can't be 'both': it takes category-conditional or set", "dissect", "vgg-mini", "--iou", "both")]
    [TestCase("--categories a: it takes whole numbers from 0, separated by commas, one for each concept", "dissect", "--activations", "A", "--masks", "M", "--categories", "a")]
    [TestCase("M: 2 categories for 1 concepts; give one of 0 or more for each", "dissect", "--activations", "A", "--masks", "M", "--categories", "0,1")]
    [TestCase("the category-conditional intersection over union needs the category of each concept; give them, or take the set's", "dissect", "--activations", "A", "--masks", "M", "--iou", "category-conditional")]
    [TestCase("ONE: units have 2 masks of 3×3 pixels and concepts 1 of 3×3; they must be of the same images at one size", "dissect", "--activations", "A", "--masks", "ONE")]
    [TestCase("FLAT: its shape is (2, 2), and activations are (N, units, h, w)", "dissect", "--activations", "FLAT", "--masks", "M")]
    [TestCase("FLAT: its shape is (2, 2), and masks are (N, concepts, H, W)", "dissect", "--activations", "A", "--masks", "FLAT")]
    [TestCase("NAN: unit 0 has an activation in image 1 (counted from 0) that is NaN or infinite; a threshold needs finite numbers", "dissect", "--activations", "NAN", "--masks", "M")]
    [TestCase("NAN: concept 0 of image 1 is NaN in row 0, column 0 (all counted from 0); a mask holds 1 where the concept is and 0 elsewhere", "dissect", "--activations", "A", "--masks", "NAN")]
    [TestCase("HALF: concept 0 of image 0 is 0.5 in row 0, column 1 (all", "dissect", "--activations", "A", "--masks", "HALF")]
    [TestCase("NEGATIVE: concept 0 of image 1 is -1 in row 0, column 1 (all", "dissect", "--activations", "A", "--masks", "NEGATIVE")]
    [TestCase("A.npy: --out: the file exists; name a new one", "dissect", "--activations", "A.npy", "--masks", "M", "--out", "A.npy")]
    [TestCase("NEW: --out: it writes .npy files; let the name end in .npy", "dissect", "--activations", "A", "--masks", "M", "--out", "NEW")]
    [TestCase("--seed has no effect with --input; leave it out", "dissect", "vgg-mini", "--input", "BRODEN", "--seed", "5")]
    [TestCase("--layers nothing*: no layer of vgg-mini matches (vizbench list layers vgg-mini)", "dissect", "vgg-mini", "--layers", "nothing*")]
    [TestCase("classifier.1 has no rows and columns, so its units see no place; dissect a layer with maps (vizbench list layers vgg-mini)", "dissect", "vgg-mini", "--layers", "classifier.1")]
    [TestCase("vgg-mini is named twice; name each network once", "dissect", "vgg-mini", "vgg-mini")]
    [TestCase("a/net.onnx and b/net.onnx are networks of the same name, net; rename one of the files", "dissect", "a/net.onnx", "b/net.onnx")]
    [TestCase("--weights has no effect with several networks; leave it out", "dissect", "vgg-mini", "alexnet-mini", "--weights", "formula:1")]
    [TestCase("--probes can't be 'object': it takes color, part, material and texture", "dissect", "vgg-mini", "--probes", "color,object")]
    [TestCase("--probes names its own pictures; leave out --input and --images", "dissect", "vgg-mini", "--probes", "color", "--images", "5")]
    [TestCase("--ablate looks at the objects and classes of ConceptWorld's scenes; leave out --input and --probes", "dissect", "vgg-mini", "--probes", "color", "--ablate", "4")]
    [TestCase("--ablate sets units of the network to zero, and with --rotate there are others; give one of the two", "dissect", "vgg-mini", "--rotate", "1", "--ablate", "4")]
    [TestCase("--tuning shows ConceptWorld's concepts alone, and those of --input are others; give one of the two", "dissect", "vgg-mini", "--input", "BRODEN", "--tuning")]
    [TestCase("--input BRODEN is a data set in Broden's layout, which is dissected with alone; name it once, and nothing beside it", "dissect", "vgg-mini", "--input", "BRODEN", "--input", "BRODEN")]
    [TestCase("BRODEN/label.csv: ", "dissect", "vgg-mini", "--input", "BRODEN")]
    public void What_can_not_be_dissected_is_refused_in_one_line(string message, params string[] arguments)
    {
        Write("A", [2, 1, 1, 2], 1, 2, 3, 4);
        Write("M", [2, 1, 3, 3], [.. Enumerable.Range(0, 18).Select(i => i % 2.0)]);
        Write("ONE", [1, 1, 3, 3], new double[9]);
        Write("FLAT", [2, 2], 1, 2, 3, 4);
        Write("NAN", [2, 1, 1, 2], 1, 0, double.NaN, 1);
        Write("HALF", [2, 1, 1, 2], 1, 0.5, 0, 1);
        Write("NEGATIVE", [2, 1, 1, 2], 1, 0, 1, -1);
        Write("A.npy", [2, 1, 1, 2], 1, 2, 3, 4);
        Directory.CreateDirectory(_folder.File("BRODEN"));
        File.WriteAllText(_folder.File("BRODEN/index.csv"), "image\n");
        var result = CommandLine.Run([.. arguments.Select(argument => Named.Contains(argument, StringComparer.Ordinal) ? _folder.File(argument) : argument)]);
        Assert.That(result.Code, Is.EqualTo(2));
        Assert.That(result.Error, Does.StartWith("error: " + (Named.Any(name => message.StartsWith(name + ":", StringComparison.Ordinal)) ? _folder.File(message) : message.Replace("BRODEN", _folder.File("BRODEN"), StringComparison.Ordinal))));
        Assert.That(result.Error.TrimEnd('\n'), Does.Not.Contain("\n"));
        Assert.That(NpyFile.Read(_folder.File("A.npy")).ToDoubles(), Is.EqualTo(new double[] { 1, 2, 3, 4 }), "no input is touched");
    }

    private void Write(string name, long[] shape, params double[] values)
    {
        using var stream = File.Create(_folder.File(name));
        NpyFile.Write(stream, NdArray.Of(values, shape));
    }
}
