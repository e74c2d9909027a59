using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Tests.Weights;

namespace VizBench.Tests.Onnx;

/// <summary>Each operator in a model of its own, written for a batch of one and run with two, against direct arithmetic.</summary>
public sealed class OperatorTests
{
    private const double Tolerance = 1e-13;

    private static IEnumerable<TestCaseData> Cases() => OperatorCases.All.Select(c => new TestCaseData(c).SetArgDisplayNames(c.ToString()));

    [TestCaseSource(nameof(Cases))]
    public void Computes(object definition)
    {
        var @case = (OperatorCase)definition;
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var builder = new OnnxBuilder(@case.Opset, @case.Shape);
        @case.Build(builder);
        using var file = OnnxNetwork.Read(folder.File("model.onnx", builder.Build()), exactAttributes: true);
        using var network = WeightLoader.Load(file.Architecture, file.Weights, float64, CPU);
        var x = Input(@case.Shape);

        var layers = file.Architecture.Layers.Where(layer => layer.Name is not "logits").Select(layer => layer.Operation.GetType()).ToArray();
        if (@case.Layers is not null)
            Assert.That(layers, Is.EqualTo(@case.Layers));
        var actual = ForwardWalk.Outputs(network, x, [file.Architecture.PositionOf("y") >= 0 ? "y" : Architecture.InputName])[0];
        var expected = @case.Expected(x);
        Assert.That(actual.shape, Is.EqualTo(expected.shape));
        Assert.That(actual.data<double>().ToArray(), Is.EqualTo(expected.contiguous().data<double>().ToArray()).Within(Tolerance));
        Assert.That(file.Architecture.ShapeOf("y"), Is.EqualTo(expected.shape[1..]), "the shape that the architecture tells");

        // The signal of one step backward is autograd's.
        var output = file.Architecture.Output.Name;
        var leaf = x.detach().requires_grad_();
        var logits = ForwardWalk.Logits(network, leaf);
        var seed = Input([logits.shape[1]]);
        var gradient = autograd.grad([logits], [leaf], [seed])[0];
        using var recording = Recording.Of(network, x);
        var signal = BackwardWalk.Run(recording, new Dictionary<string, Tensor>(StringComparer.Ordinal) { [output] = seed }, GradientRules.Table)[0];
        Assert.That(signal.data<double>().ToArray(), Is.EqualTo(gradient.contiguous().data<double>().ToArray()).Within(Tolerance));
    }

    [Test]
    public void Attributes_are_the_decimals_that_were_written_or_the_floats_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var builder = new OnnxBuilder(13, 4, 6, 6);
        builder.Node("LeakyRelu", "x", "y", OnnxBuilder.Float("alpha", 0.001));
        var path = folder.File("model.onnx", builder.Build());
        using var written = OnnxNetwork.Read(path);
        using var stored = OnnxNetwork.Read(path, exactAttributes: true);
        Assert.That(((LeakyReLU)written.Architecture.LayerNamed("y").Operation).Slope, Is.EqualTo(0.001));
        Assert.That(((LeakyReLU)stored.Architecture.LayerNamed("y").Operation).Slope, Is.EqualTo((double)0.001f));
    }

    [Test]
    public void Every_supported_operator_has_a_case_or_graphs_of_PyTorchs_values()
    {
        var used = new HashSet<string>(OnnxGraphTests.Operators, StringComparer.Ordinal);
        foreach (var @case in OperatorCases.All)
        {
            var builder = new OnnxBuilder(@case.Opset, @case.Shape);
            @case.Build(builder);
            using var folder = new TemporaryFolder();
            used.UnionWith(TestModel.OperatorsOf(folder.File("model.onnx", builder.Build())));
        }

        Assert.That(Operators.Names.Except(used, StringComparer.Ordinal), Is.Empty);
    }

    /// <summary>Two samples of numbers of both signs without ties, none of them near zero.</summary>
    private static Tensor Input(long[] shape)
    {
        var count = 2 * shape.Aggregate(1L, (product, size) => product * size);
        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (i * 7919 % 1009 - 504.5) / 200;
        return tensor(values, [2, .. shape]);
    }
}
