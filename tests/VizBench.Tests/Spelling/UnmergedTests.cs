using NUnit.Framework;
using VizBench.Methods;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Tests.Onnx;
using VizBench.Tests.Weights;

namespace VizBench.Tests.Spelling;

/// <summary>What is not merged: normalizations with no linear layer before them, names, replaced weights, gates.</summary>
public sealed class UnmergedTests
{
    private static readonly double[] s_mean = [0.4, 0.5, 0.6];
    private static readonly double[] s_std = [0.2, 0.25, 0.3];

    [TestCase("lrp")]
    [TestCase("lrp:rule=zplus")]
    [TestCase("lrp:rule=gamma")]
    [TestCase("lrp:rule=wsquare")]
    [TestCase("lrp:rule=flat")]
    [TestCase("lrp:rule=alpha-beta;first_rule=zbox")]
    [TestCase("deep-taylor")]
    [TestCase("excitation-backprop")]
    public void Pixels_normalized_in_the_graph_get_the_relevance_of_pixels_normalized_outside(string method)
    {
        using var scope = NewDisposeScope();
        using var inside = Normalizing(true);
        using var outside = Normalizing(false);
        var pixels = (SpelledNetwork.Input(inside) / 4) + 0.5;
        var normalized = (pixels - tensor(s_mean, [3, 1, 1])) / tensor(s_std, [3, 1, 1]);
        var (actual, expected) = (Run(method, inside, pixels), Run(method, outside, normalized));
        Assert.That((actual - expected).abs().flatten().amax(0).item<double>(), Is.LessThan(1e-12 * expected.abs().flatten().amax(0).item<double>()));
    }

    [Test]
    public void Batch_normalization_with_no_linear_layer_before_it_passes_relevance_or_shares_it_with_its_offset()
    {
        using var scope = NewDisposeScope();
        using var network = SpelledNetwork.Load(13, onnx => onnx
            .Weights("gamma", [2], 2, -1).Weights("beta", [2], 1, 3).Weights("mean", [2], 0.5, -1).Weights("var", [2], 4 - 1e-5, 1 - 1e-5).Weights("w", [2, 1], 2, 1)
            .Node("BatchNormalization", "x gamma beta mean var", "n").Node("Flatten", "n", "f").Node("Gemm", "f w", "logits").Output("logits"), [2, 1, 1]);
        // n = (x₀ − 0.5) + 1, −(x₁ + 1) + 3; z = 2n₀ + n₁; with ε = 0.5, R(n) = (2n₀, n₁) / (z + 0.5), R(x) = x·f·R(n) / (n ± 0.5).
        var input = tensor([2.0, 5], [1, 2, 1, 1]);
        double[] n = [2.5, -3], shares = [5 / 2.5, -3 / 2.5];
        double[] Relevance(string options) => Run($"lrp:rule=epsilon;epsilon=0.5;{options}", network, input).data<double>().ToArray();
        Assert.That(Relevance("batch_norm=pass"), Is.EqualTo(shares).Within(1e-12));
        Assert.That(Relevance("batch_norm=epsilon"), Is.EqualTo(new[] { 2 * shares[0] / (n[0] + 0.5), -5 * shares[1] / (n[1] - 0.5) }).Within(1e-12));
        Assert.That(Relevance("batch_norm=epsilon;zero_params=bias"), Is.EqualTo(new[] { 2 * shares[0] / 2.5, -5 * shares[1] / -5.5 }).Within(1e-12));
    }

    [Test]
    public void Every_name_of_the_graph_stands_for_its_own_value()
    {
        using var scope = NewDisposeScope();
        using var network = SpelledNetwork.Of(Wiring.Chain, 8, 0, 3);
        var input = SpelledNetwork.Input(network);
        var values = ForwardWalk.Outputs(network, input, ["first.c", "first.n", "first.m", "first"]);
        var parameters = network.Parameters;
        Tensor Channels(string name) => parameters[name].reshape(-1, 1, 1);
        Assert.That(Farthest(values[1] - ((values[0] - Channels("first.mean")) / (Channels("first.var") + 1e-5).sqrt() * Channels("first.gamma") + Channels("first.beta"))), Is.LessThan(1e-12));
        Assert.That(Farthest(values[2] - values[1] * Channels("first.Mul.m")), Is.LessThan(1e-12));
        Assert.That(Farthest(values[3] - values[2] - Channels("first.Add.first")), Is.LessThan(1e-12));
        var merged = network.Merged().Architecture;
        Assert.That(new[] { "first.n", "first.m", "first", "first.node.first" }.Select(name => merged.LayerNamed(name).Name), Is.All.EqualTo("first.c"));
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Weights_from_elsewhere_replace_what_is_merged(long classes)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var (conv, dense) = (Block.Convolution("conv", 3, 4, SpelledNetwork.Size), Block.Dense("dense", 4, classes));
        var (path, other) = (folder.File("model.onnx", Graph(conv, dense)), folder.File("weights.safetensors"));
        using (var opened = NetworkCatalogue.Open(path, null, float64, CPU))
        {
            var weights = opened.Network.Parameters;
            Assert.That(weights.Keys, Is.SupersetOf(new[] { "conv.weight", "conv.Mul.m", "conv.Add.conv", "dense.weight", "dense.Add.logits" }));
            using var state = new StateDict([.. weights.Select(parameter => WeightTensor.FromTensor(parameter.Key, parameter.Value * 1.5))], null, other, null);
            SafetensorsFile.Write(other, state);
        }

        using var replaced = NetworkCatalogue.Open(path, other, float64, CPU);
        double[] Times(double[] values, double factor) => [.. values.Select(value => value * factor)];
        // 1.5 times w, b, f and o each.
        conv = conv with { Weight = Times(conv.Weight, 1.5), Bias = Times(conv.Bias, 1.5), Factor = Times(conv.Factor, 1.5), Offset = Times(conv.Offset, 1.5) };
        dense = dense with { Factor = Times(dense.Factor, 1.5), Offset = Times(dense.Offset, 1.5) };
        using var expected = NetworkCatalogue.Open(folder.File("expected.onnx", Graph(conv, dense)), null, float64, CPU);
        var input = SpelledNetwork.Input(expected.Network);
        Assert.That(Farthest(Run("lrp:rule=epsilon", replaced.Network, input) - Run("lrp:rule=epsilon", expected.Network, input)), Is.LessThan(1e-12));
    }

    [Test]
    public void A_gate_is_a_gate_in_whatever_shape()
    {
        using var scope = NewDisposeScope();
        Network Gated(bool expanded) => SpelledNetwork.Load(13, onnx =>
        {
            Block.Convolutions[0].Add(Block.Convolution("conv", 3, 4, SpelledNetwork.Size), onnx, "x", "conv");
            Block.Convolutions[0].Add(Block.Convolution("gate", 3, 4, SpelledNetwork.Size), onnx, "x", "gate");
            onnx.Node("GlobalAveragePool", "gate", "mean").Node("Sigmoid", "mean", "open").Integers("size", 1, 4, SpelledNetwork.Size, SpelledNetwork.Size);
            if (expanded)
                onnx.Node("Expand", "open size", "wide");
            onnx.Node("Mul", expanded ? "conv wide" : "conv open", "gated").Node("GlobalAveragePool", "gated", "pool").Node("Flatten", "pool", "flat");
            Block.DenseLayers[0].Add(Block.Dense("dense", 4, 3), onnx, "flat", "logits");
            onnx.Output("logits");
        });
        using var plain = Gated(false);
        using var wide = Gated(true);
        var input = SpelledNetwork.Input(plain);
        Assert.That(Farthest(Run("lrp", plain, input) - Run("lrp", wide, input)), Is.LessThan(1e-12));
    }

    private static byte[] Graph(Block conv, Block dense)
    {
        var onnx = new OnnxBuilder(13, 3, SpelledNetwork.Size, SpelledNetwork.Size);
        Block.Convolutions[4].Add(conv, onnx, "x", "conv");
        onnx.Node("Relu", "conv", "relu").Node("GlobalAveragePool", "relu", "pool").Node("Flatten", "pool", "flat");
        Block.DenseLayers[2].Add(dense, onnx, "flat", "logits");
        return onnx.Output("logits").Build();
    }

    /// <summary>A classifier of pixels in 0 … 1, which normalizes them itself or gets them normalized.</summary>
    private static Network Normalizing(bool inside)
    {
        using var scope = NewDisposeScope();
        var network = SpelledNetwork.Load(13, onnx =>
        {
            if (inside)
                onnx.Weights("mean", [1, 3, 1, 1], s_mean).Weights("std", [3, 1, 1], s_std).Node("Sub", "x mean", "centred").Node("Div", "centred std", "ready");
            Block.Convolutions[0].Add(Block.Convolution("first", 3, 4, SpelledNetwork.Size), onnx, inside ? "ready" : "x", "first");
            onnx.Node("Relu", "first", "relu").Node("GlobalAveragePool", "relu", "pool").Node("Flatten", "pool", "flat");
            Block.DenseLayers[0].Add(Block.Dense("dense", 4, 3), onnx, "flat", "logits");
            onnx.Output("logits");
        });
        var preprocessing = network.Architecture.Preprocessing with { Mean = inside ? [0, 0, 0] : s_mean, Std = inside ? [1, 1, 1] : s_std };
        using (network)
            return new Network(network.Architecture.With(preprocessing), network.Parameters.ToDictionary(p => p.Key, p => p.Value.clone(), StringComparer.Ordinal));
    }

    private static Tensor Run(string method, Network network, Tensor input)
    {
        var parts = method.Split(':');
        var options = parts.Length < 2 ? [] : parts[1].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('='));
        var made = MethodRegistry.Named(parts[0]).Create(options.ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));
        return made.RunChecked(new Probe { Network = network, Input = input, Targets = [.. Enumerable.Repeat(0L, (int)input.shape[0])] }).Value;
    }

    private static double Farthest(Tensor values) => values.abs().flatten().amax(0).item<double>();
}
