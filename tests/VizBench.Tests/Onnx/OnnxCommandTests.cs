using System.Text.Json.Nodes;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Methods;
using VizBench.Tests.Cli;
using VizBench.Tests.Data;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>ONNX files on the command line: wherever a network is named, a file may stand.</summary>
public sealed class OnnxCommandTests
{
    private TestFolder _folder = null!;

    private static IEnumerable<string> Methods() => MethodRegistry.All.Where(method => !method.Description.Generates && !method.Paints && method.Networks.Count == 0).Select(method => method.Id);

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void Layers_are_listed_with_what_they_see()
    {
        var outcome = CommandLine.Run("list", "layers", Model(), "--json");
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var layers = JsonNode.Parse(outcome.Out)!.AsArray();
        Assert.That(layers.Select(layer => (string)layer!["name"]!), Is.EqualTo(new[] { "a", "b", "c", "d", "g", "f", "logits", "p" }));
        Assert.That(layers.Take(3).Select(layer => (int)layer!["receptive_field"]!), Is.EqualTo(new[] { 3, 3, 7 }));
    }

    [TestCaseSource(nameof(Methods))]
    public void Every_method_works_on_a_batch_as_on_each_sample_alone(string method)
    {
        var model = Model();
        var values = new double[2 * 3 * 32 * 32];
        for (var i = 0; i < values.Length; i++)
            values[i] = Math.Sin(i * 1.7);
        var batch = Apply(model, method, NdArray.Of(values, 2, 3, 32, 32), "batch");
        for (var sample = 0; sample < 2; sample++)
        {
            var alone = Apply(model, method, NdArray.Of(values[(sample * 3072)..((sample + 1) * 3072)], 1, 3, 32, 32), $"alone{sample}").ToDoubles();
            var count = alone.Length;
            Assert.That(batch.ToDoubles()[(sample * count)..((sample + 1) * count)], Is.EqualTo(alone).Within(1e-12));
            Assert.That(alone, Has.Some.Not.Zero);
        }
    }

    [TestCase(1, "class 0 with probability", "the only class, 0")]
    [TestCase(3, "most probable 2 with probability", "the most probable class 2")]
    public void Of_sigmoids_each_has_its_own_probability_on_the_command_line(int classes, string said, string taken)
    {
        var weights = Enumerable.Range(0, 3 * classes).Select(i => 0.1 * (i % classes + 1)).ToArray();
        var model = new OnnxBuilder(13, 3, 2, 2).Node("GlobalAveragePool", "x", "g").Node("Flatten", "g", "f").Weights("w", [3, classes], weights).Node("Gemm", "f w", "z").Node("Sigmoid", "z", "p");
        File.WriteAllBytes(_folder.File("sigmoid.onnx"), model.Output("p").Build());
        NpyFile.Write(_folder.File("x.npy"), NdArray.Of([.. Enumerable.Repeat(1.0, 12)], 1, 3, 2, 2));
        var outcome = CommandLine.Run("apply", "gradient", "--network", _folder.File("sigmoid.onnx"), "--input", _folder.File("x.npy"), "--set", "of=probability", "--dtype", "float64", "--out", _folder.File("g.npy"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        // z = 3 · 0.1 · classes.
        var p = 1 / (1 + Math.Exp(-0.3 * classes));
        Assert.That(outcome.Out, Does.Contain(FormattableString.Invariant($"{said} {p:0.####}")));
        Assert.That(outcome.Error, Does.Contain(taken));
        Assert.That(NpyFile.Read(_folder.File("g.npy")).ToDoubles(), Is.All.EqualTo(p * (1 - p) * 0.1 * classes / 4).Within(1e-15));
    }

    [Test]
    public void A_layer_can_be_named_by_its_node()
    {
        var model = Model();
        foreach (var layer in new[] { "c", "second" })
            Assert.That(CommandLine.Run("apply", "forward", "--network", model, "--input", "world:1:0", "--layer", layer, "--out", _folder.File(layer + ".npy")).Code, Is.Zero);
        Assert.That(NpyFile.Read(_folder.File("c.npy")).ToDoubles(), Is.EqualTo(NpyFile.Read(_folder.File("second.npy")).ToDoubles()));
        Assert.That(
            CommandLine.Run("apply", "forward", "--network", model, "--input", "world:1:0", "--layer", "secnd").AsError(), Does.Contain("model has no layer 'secnd'; the nearest names are"));
    }

    [Test]
    public void A_suite_runs_on_a_file_with_layers_of_its_own_and_has_no_goldens()
    {
        var run = _folder.File("run");
        var outcome = CommandLine.Run("run", "golden", "--network", Model(), "--filter", "*.forward.world-1000-0*", "--out", run);
        Assert.That(outcome.Code, Is.Zero, outcome.Out + outcome.Error);
        Assert.That(outcome.Out, Does.Contain("3 computed, 0 failed"));
        var cases = Directory.GetFiles(run, "result.json", SearchOption.AllDirectories).Select(file => JsonNode.Parse(File.ReadAllText(file))!).ToArray();
        Assert.That(cases.Select(facts => (string)facts["network"]!), Is.All.EqualTo("model"));
        Assert.That(cases.Select(facts => (string?)facts["layer"]), Is.EquivalentTo(new[] { null, "a", "c" }));
        Assert.That(CommandLine.Run("verify", run).AsError(), Does.Contain("no case of this run has a golden"));
    }

    [TestCase("apply", "gradient", "--input", "world:1:0")]
    [TestCase("run", "quick")]
    [TestCase("list", "layers")]
    public void A_file_that_is_not_there_is_told_in_one_line(params string[] command)
    {
        var path = _folder.File("none.onnx");
        Assert.That(CommandLine.Run([.. command, "--network", path]).AsError(), Does.Contain($"{path}: opening: there is no such file"));
    }

    [Test]
    public void A_network_that_is_neither_a_name_nor_a_file_is_told_with_both() =>
        Assert.That(CommandLine.Run("list", "layers", "resnet9").AsError(), Does.Contain("there is no network 'resnet9'").And.Contain("and any FILE.onnx"));

    [Test]
    public void Weights_by_formula_make_the_files_own_unnecessary()
    {
        var model = Model();
        foreach (var seed in new[] { 1, 2 })
            Assert.That(CommandLine.Run("apply", "forward", "--network", model, "--weights", $"formula:{seed}", "--input", "world:1:0", "--out", _folder.File($"{seed}.npy")).Code, Is.Zero);
        Assert.That(NpyFile.Read(_folder.File("1.npy")).ToDoubles(), Is.Not.EqualTo(NpyFile.Read(_folder.File("2.npy")).ToDoubles()));
    }

    private NdArray Apply(string model, string method, NdArray input, string name)
    {
        NpyFile.Write(_folder.File(name + ".in.npy"), input);
        string[] roles = [.. MethodRegistry.Named(method).Description.NeededRoles.SelectMany(role => new[] { "--input", $"{role}=painting:strokes" })];
        var outcome = CommandLine.Run(
            ["apply", method, "--network", model, "--input", _folder.File(name + ".in.npy"), .. roles, "--dtype", "float64", "--target", "1", "--out", _folder.File(name + ".npy")]);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        return NpyFile.Read(_folder.File(name + ".npy"));
    }

    /// <summary>Two convolutions, a gate, a pooling and a linear layer with a softmax behind; exported for a batch of one.</summary>
    private string Model()
    {
        var bytes = new OnnxBuilder(13, 3, 32, 32)
            .Weights("w1", [4, 3, 3, 3], Numbers(108)).Weights("w2", [6, 4, 3, 3], Numbers(216)).Weights("b2", [6], Numbers(6)).Weights("fc", [5, 6], Numbers(30))
            .NamedNode("first", "Conv", "x w1", "a", Ints("pads", 1, 1, 1, 1), Ints("strides", 2, 2)).NamedNode("", "Relu", "a", "b")
            .NamedNode("second", "Conv", "b w2 b2", "c", Ints("pads", 1, 1, 1, 1), Ints("strides", 2, 2)).NamedNode("", "Sigmoid", "c", "d")
            .NamedNode("", "GlobalAveragePool", "d", "g").NamedNode("", "Flatten", "g", "f").NamedNode("", "Gemm", "f fc", "logits", Int("transB", 1))
            .NamedNode("", "Softmax", "logits", "p").Output("p").Build();
        var path = _folder.File("model.onnx");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Sin(i * 2.3) / 2)];
}
