using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Tests.Weights;

namespace VizBench.Tests.Onnx;

/// <summary>What the end of a graph says of its probabilities, and what is taken off it.</summary>
public sealed class OnnxProbabilityTests
{
    private static IEnumerable<TestCaseData> Ends()
    {
        foreach (var (name, classes, kind, nodes) in new (string, int, ClassProbability, Action<OnnxBuilder>)[]
        {
            ("nothing, one output", 1, ClassProbability.Sigmoid, onnx => onnx.Node("Identity", "z", "o")),
            ("nothing, several outputs", 3, ClassProbability.Softmax, onnx => onnx.Node("Identity", "z", "o")),
            ("Sigmoid, one output", 1, ClassProbability.Sigmoid, onnx => onnx.Node("Sigmoid", "z", "o")),
            ("Sigmoid, several outputs", 3, ClassProbability.Sigmoid, onnx => onnx.Node("Sigmoid", "z", "o")),
            ("Sigmoid of two, Flatten", 2, ClassProbability.Sigmoid, onnx => onnx.Node("Sigmoid", "z", "p").Node("Flatten", "p", "o")),
            ("Sigmoid, Identity, Cast", 2, ClassProbability.Sigmoid, onnx => onnx.Node("Sigmoid", "z", "p").Node("Identity", "p", "i").Node("Cast", "i", "o", OnnxBuilder.Int("to", 1))),
            ("Sigmoid, Reshape to (N)", 1, ClassProbability.Sigmoid, onnx => onnx.Integers("s", -1).Node("Sigmoid", "z", "p").Node("Reshape", "p s", "o")),
            ("Sigmoid, Squeeze to (N)", 1, ClassProbability.Sigmoid, onnx => onnx.Integers("s", 1).Node("Sigmoid", "z", "p").Node("Squeeze", "p s", "o")),
            ("Squeeze to (N), Sigmoid", 1, ClassProbability.Sigmoid, onnx => onnx.Integers("s", -1).Node("Squeeze", "z s", "q").Node("Sigmoid", "q", "o")),
            ("Sigmoid of (N, K, 1, 1), Squeeze", 3, ClassProbability.Sigmoid, onnx => onnx.Integers("t", 0, 3, 1, 1).Integers("s", 2, 3).Node("Reshape", "z t", "u").Node("Sigmoid", "u", "p").Node("Squeeze", "p s", "o")),
            ("Sigmoid, Clip", 2, ClassProbability.Sigmoid, onnx => onnx.Weights("low", [], 1e-7).Weights("high", [], 1 - 1e-7).Node("Sigmoid", "z", "p").Node("Clip", "p low high", "o")),
            ("Sigmoid, times 1", 2, ClassProbability.Sigmoid, onnx => onnx.Weights("one", [], 1).Node("Sigmoid", "z", "p").Node("Mul", "p one", "o")),
            ("1 / (1 + exp(-z))", 2, ClassProbability.Sigmoid, onnx => onnx.Weights("one", [], 1).Node("Neg", "z", "n").Node("Exp", "n", "e").Node("Add", "e one", "s").Node("Div", "one s", "o")),
            ("the reciprocal of 1 + exp(-z)", 1, ClassProbability.Sigmoid, onnx => onnx.Weights("one", [], 1).Node("Neg", "z", "n").Node("Exp", "n", "e").Node("Add", "one e", "s").Node("Reciprocal", "s", "o")),
            ("LogSoftmax, Exp", 3, ClassProbability.Softmax, onnx => onnx.Node("LogSoftmax", "z", "p", OnnxBuilder.Int("axis", 1)).Node("Exp", "p", "o")),
            ("Softmax, Clip", 3, ClassProbability.Softmax, onnx => onnx.Weights("low", [], 1e-7).Node("Softmax", "z", "p", OnnxBuilder.Int("axis", 1)).Node("Clip", "p low", "o")),
            ("Softmax", 3, ClassProbability.Softmax, onnx => onnx.Node("Softmax", "z", "o", OnnxBuilder.Int("axis", 1))),
            ("LogSoftmax, Identity", 3, ClassProbability.Softmax, onnx => onnx.Node("LogSoftmax", "z", "p", OnnxBuilder.Int("axis", 1)).Node("Identity", "p", "o")),
            ("Softmax over one output", 1, ClassProbability.Sigmoid, onnx => onnx.Node("Softmax", "z", "o", OnnxBuilder.Int("axis", 1))),
            ("(N) by Gather", 1, ClassProbability.Sigmoid, onnx => onnx.Initializer(OnnxBuilder.Longs("at", [], 0)).Node("Gather", "z at", "o", OnnxBuilder.Int("axis", 1))),
            ("(N) by ReduceSum", 1, ClassProbability.Sigmoid, onnx => onnx.Integers("axes", 1).Node("ReduceSum", "z axes", "o", OnnxBuilder.Int("keepdims", 0))),
        })
            yield return new TestCaseData(classes, kind, nodes).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Ends))]
    public void The_end_of_the_graph_decides(int classes, ClassProbability kind, object nodes)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var network = Read(folder, classes, (Action<OnnxBuilder>)nodes);
        Assert.That(network.Architecture.Probability, Is.EqualTo(kind));
        Assert.That(network.Architecture.ClassCount, Is.EqualTo(classes));
        var input = Input();
        var outputs = ForwardWalk.Outputs(network, input, [network.Architecture.Output.Name, "z"]);
        Assert.That(outputs[0].flatten().data<double>().ToArray(), Is.EqualTo(outputs[1].flatten().data<double>().ToArray()).Within(1e-15), "the output is the logits");
        Assert.That(network.Architecture.With(network.Architecture.Preprocessing).Probability, Is.EqualTo(kind));
    }

    private static IEnumerable<TestCaseData> Combinations()
    {
        foreach (var (name, expected, nodes) in new (string, Func<double[], double[]>, Action<OnnxBuilder>)[]
        {
            ("two heads joined", z => [z[0], z[1], z[0], z[1]], onnx => onnx.Node("Sigmoid", "z", "p").Node("Sigmoid", "z", "q").Node("Concat", "p q", "o", OnnxBuilder.Int("axis", 1))),
            ("one output picked", z => [z[1]], onnx => onnx.Integers("at", 1).Node("Sigmoid", "z", "p").Node("Gather", "p at", "o", OnnxBuilder.Int("axis", 1))),
            ("a slice", z => [z[0]], onnx => onnx.Integers("from", 0).Integers("to", 1).Integers("axis", 1).Node("Sigmoid", "z", "p").Node("Slice", "p from to axis", "o")),
            ("both classes of one output", z => [-z[0], -z[1], z[0], z[1]], onnx => onnx.Weights("one", [], 1).Node("Sigmoid", "z", "p").Node("Sub", "one p", "q").Node("Concat", "q p", "o", OnnxBuilder.Int("axis", 1))),
        })
            yield return new TestCaseData(expected, nodes).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Combinations))]
    public void Sigmoids_put_together_have_their_logits_put_together(Func<double[], double[]> expected, object nodes)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var network = Read(folder, 2, (Action<OnnxBuilder>)nodes);
        Assert.That(network.Architecture.Probability, Is.EqualTo(ClassProbability.Sigmoid));
        var outputs = ForwardWalk.Outputs(network, Input(), [network.Architecture.Output.Name, "z", "o"]);
        var logits = outputs[0].data<double>().ToArray();
        Assert.That(logits, Is.EqualTo(outputs[1].data<double>().ToArray().Chunk(2).SelectMany(expected)).Within(1e-15));
        Assert.That(network.Architecture.Probability.Of(outputs[0]).data<double>().ToArray(), Is.EqualTo(outputs[2].data<double>().ToArray()).Within(1e-15), "the graph's own probabilities");
    }

    [Test]
    public void An_end_sigmoid_can_be_asked_for_by_name()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var network = Read(folder, 2, onnx => onnx.NamedNode("last", "Sigmoid", "z", "o"));
        Assert.That(network.Architecture.Output.Name, Is.EqualTo("z"));
        var outputs = ForwardWalk.Outputs(network, Input(), ["z", "o", "last"]);
        var expected = outputs[0].data<double>().ToArray().Select(z => 1 / (1 + Math.Exp(-z))).ToArray();
        Assert.That(outputs[1].data<double>().ToArray(), Is.EqualTo(expected).Within(1e-15));
        Assert.That(outputs[2].data<double>().ToArray(), Is.EqualTo(expected).Within(1e-15));
    }

    [Test]
    public void A_sigmoid_inside_is_a_layer_like_others()
    {
        using var folder = new TemporaryFolder();
        using var network = Read(folder, 3, onnx => onnx.Weights("v", [3, 3], 1, 2, 3, 4, 5, 6, 7, 8, 9).Node("Sigmoid", "z", "s").Node("Gemm", "s v", "t").Node("Softmax", "t", "o", OnnxBuilder.Int("axis", 1)));
        Assert.That((network.Architecture.Output.Name, network.Architecture.Probability), Is.EqualTo(("t", ClassProbability.Softmax)));
    }

    [Test]
    public void The_companion_file_may_say_otherwise()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.json"), """{"probability": "sigmoid"}""");
        using (var network = Read(folder, 3, onnx => onnx.Node("Identity", "z", "o")))
            Assert.That(network.Architecture.Probability, Is.EqualTo(ClassProbability.Sigmoid));
        File.WriteAllText(folder.File("model.json"), """{"probability": "softmax"}""");
        using (var network = Read(folder, 3, onnx => onnx.Node("Sigmoid", "z", "o")))
            Assert.That((network.Architecture.Output.Name, network.Architecture.Probability), Is.EqualTo(("z", ClassProbability.Softmax)));
        Assert.That(() => Read(folder, 1, onnx => onnx.Node("Identity", "z", "o")), Throws.TypeOf<FileError>().With.Message.Contains("model.json").And.Message.Contains("always 1"));
        File.WriteAllText(folder.File("model.json"), """{"probability": 3}""");
        Assert.That(() => Read(folder, 3, onnx => onnx.Node("Identity", "z", "o")), Throws.TypeOf<FileError>().With.Message.Contains("expected softmax or sigmoid"));
    }

    /// <summary>Logits "z" of (N, 2, 2, 2), and what makes "o" of them.</summary>
    private static Network Read(TemporaryFolder folder, int classes, Action<OnnxBuilder> end)
    {
        var onnx = new OnnxBuilder(13, 2, 2, 2) { Batch = null };
        onnx.Weights("w", [8, classes], [.. Enumerable.Range(0, 8 * classes).Select(i => Math.Sin(i + 1))]).Node("Flatten", "x", "f").Node("Gemm", "f w", "z");
        end(onnx);
        using var file = OnnxNetwork.Read(folder.File("model.onnx", onnx.Output("o").Build()));
        return WeightLoader.Load(file.Architecture, file.Weights, float64, CPU);
    }

    private static Tensor Input() => tensor([.. Enumerable.Range(0, 24).Select(i => Math.Cos(i))], [3, 2, 2, 2]);
}
