using System.Text.Json;
using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Onnx;

/// <summary>
/// torchvision's classifiers, exported to ONNX with several opsets, against torchvision itself: float64 values made by
/// eng/reference/onnx_models.py, with weights and input by formula.
/// </summary>
public sealed class OnnxModelTests
{
    private const double Tolerance = 1e-12;

    [TestCase("convnext_tiny")]
    [TestCase("densenet121")]
    [TestCase("efficientnet_b0")]
    [TestCase("inception_v3")]
    [TestCase("mnasnet1_0")]
    [TestCase("mobilenet_v2")]
    [TestCase("mobilenet_v3_small")]
    [TestCase("regnet_y_400mf")]
    [TestCase("resnext50_32x4d")]
    [TestCase("shufflenet_v2_x1_0")]
    [TestCase("squeezenet1_1")]
    public void Logits_and_input_gradients_of_a_batch_are_torchvisions(string name)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(TestFiles.Path("Onnx", "Models", name + ".expected.json")));
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(ModelOf(name), "formula:1", float64, CPU);
        var target = expected.RootElement.GetProperty("target").GetInt64();
        var probe = new Probe { Network = opened.Network, Input = Input(name, expected.RootElement.GetProperty("size").GetInt64()), Targets = [target, target] };

        using (no_grad())
            AssertAgrees(expected.RootElement, "logits", ForwardWalk.Logits(opened.Network, probe.Input));
        AssertAgrees(expected.RootElement, "gradient", new Gradient().RunChecked(probe).Value);
    }

    [TestCase("densenet121")]
    [TestCase("inception_v3")]
    [TestCase("mobilenet_v3_small")]
    [TestCase("shufflenet_v2_x1_0")]
    public void Every_parameter_has_its_name_in_the_state_dict(string name)
    {
        var layers = NetworkCatalogue.ArchitectureOf(ModelOf(name)).ParameterShapes.Select(parameter => parameter.Key).ToArray();
        Assert.That(layers, Is.Not.Empty);
        Assert.That(layers, Has.All.Match(@"^[a-zA-Z_]+[\w.]*\.(weight|bias|running_mean|running_var)$"));
    }

    /// <summary>The signal sent back layer by layer is autograd's through the whole graph: every new operation by its own piece of graph.</summary>
    [TestCase("efficientnet_b0")]
    [TestCase("inception_v3")]
    [TestCase("shufflenet_v2_x1_0")]
    public void The_walk_backward_is_autograds(string name)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(ModelOf(name), "formula:1", float64, CPU);
        var size = opened.Network.Architecture.InputShape[1];
        var input = Input(name, size).requires_grad_();
        var logits = ForwardWalk.Logits(opened.Network, input);
        var seed = zeros_like(logits);
        seed.select(1, 7).fill_(1);
        var expected = autograd.grad([logits], [input], [seed])[0];

        using var recording = Recording.Of(opened.Network, input.detach());
        var actual = BackwardWalk.Run(recording, new Dictionary<string, Tensor>(StringComparer.Ordinal) { [opened.Network.Architecture.Output.Name] = seed }, GradientRules.Table)[0];
        Assert.That((double)(actual - expected).abs().amax(0, 1, 2, 3), Is.LessThanOrEqualTo(Tolerance * (double)expected.abs().amax(0, 1, 2, 3)));
    }

    private static string ModelOf(string name) => TestFiles.Path("Onnx", "Models", name + ".onnx");

    private static Tensor Input(string name, long size) => FormulaWeights.Input(name, 1, 2, 3, size, size);

    private static void AssertAgrees(JsonElement expected, string what, Tensor tensor)
    {
        var values = tensor.data<double>().ToArray();
        var stride = expected.GetProperty(what + "Stride").GetInt32();
        var largest = expected.GetProperty(what + "MaxAbs").GetDouble();
        var sampled = values.Where((_, i) => i % stride == 0).ToArray();
        var numbers = expected.GetProperty(what).EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Assert.That(sampled, Has.Length.EqualTo(numbers.Length), what);
        var error = sampled.Zip(numbers, (a, e) => Math.Abs(a - e)).Max() / largest;
        TestContext.Out.WriteLine($"{what}: {error:g2}");
        Assert.That(error, Is.LessThanOrEqualTo(Tolerance), what);
        Assert.That(values.Max(Math.Abs), Is.EqualTo(largest).Within(Tolerance * largest), what);
    }
}
