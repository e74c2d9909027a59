using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Relevance;
using VizBench.Networks;
using VizBench.Networks.Weights;
using VizBench.Randomness;

namespace VizBench.Tests.Oracles;

/// <summary>Every rule of LRP against the oracle, on tiny networks whose outputs are all handed back, one at a time.</summary>
public sealed class LrpRuleTests
{
    private const int Size = 5;

    private static readonly Lrp[] s_settings =
    [
        new() { Rule = LrpRule.Zero },
        new() { Rule = LrpRule.Epsilon, Epsilon = 0.25 },
        new() { Rule = LrpRule.Epsilon, Epsilon = 0.25, ZeroParams = ["bias"] },
        new() { Rule = LrpRule.Zplus },
        new() { Rule = LrpRule.Zplus, ZeroParams = ["bias"], Stabilizer = 0.1 },
        new() { Rule = LrpRule.AlphaBeta },
        new() { Rule = LrpRule.AlphaBeta, Alpha = 1, Beta = 0 },
        new() { Rule = LrpRule.AlphaBeta, Alpha = 3, Beta = 2, ZeroParams = ["bias"] },
        new() { Rule = LrpRule.Gamma },
        new() { Rule = LrpRule.Gamma, Gamma = 2, ZeroParams = ["bias"] },
        new() { Rule = LrpRule.Gamma, Generalised = false },
        new() { Rule = LrpRule.Gamma, Generalised = false, Gamma = 1.5, ZeroParams = ["bias"], Stabilizer = 0.05 },
        new() { Rule = LrpRule.Wsquare },
        new() { Rule = LrpRule.Wsquare, ZeroParams = ["bias"] },
        new() { Rule = LrpRule.Flat },
        new() { Rule = LrpRule.Epsilon, FirstRule = LrpRule.Zbox, Low = [-3, -2.5], High = [3, 2] },
        new() { Rule = LrpRule.AlphaBeta, FirstRule = LrpRule.Zbox, Low = [-3, -2.5], High = [3, 2] },
        new() { Rule = LrpRule.Zplus, FirstRule = LrpRule.Flat },
        new() { Rule = LrpRule.Gamma, FirstRule = LrpRule.Wsquare, Seed = RelevanceSeed.Logit },
    ];

    private static IEnumerable<TestCaseData> Cases() =>
        from setting in Enumerable.Range(0, s_settings.Length)
        from shape in new[] { (Stride: 1, Groups: 1), (Stride: 2, Groups: 1), (Stride: 1, Groups: 2) }
        select new TestCaseData(setting, shape.Stride, shape.Groups);

    /// <summary>Convolution (signed inputs, signed outputs handed back), rectifier, convolution behind it, fully connected layer.</summary>
    [TestCaseSource(nameof(Cases))]
    public void A_rule_is_what_the_contributions_say(int setting, int stride, int groups)
    {
        using var scope = NewDisposeScope();
        var lrp = s_settings[setting];
        var first = new Convolution(2, 4, 3) { Padding = 1, Stride = stride, Groups = groups };
        var second = new Convolution(4, 2, 3) { Padding = 1 };
        var size = stride == 1 ? Size : (Size + 1) / 2;
        var dense = new Linear(2 * size * size, 3);
        var stack = new LayerStack();
        stack.Sequence("features", first, new ReLU(), second, new ReLU());
        stack.Add("flatten", new Flatten());
        stack.Sequence("classifier", dense);
        var architecture = new Architecture("tiny", [2, Size, Size], Preprocessing.ConceptWorld(Size), stack.Layers);
        using var network = new Network(architecture, FormulaWeights.Of(architecture, 7, float64, CPU), float64);
        Roughen(network, setting);
        var x = new StreamKey(3, "oracle", "input", setting).Open().Normal(2 * Size * Size);

        // The oracle's own way forward and back.
        var layers = new[] { DenseLayer.Of(first, Weight("features.0"), Bias("features.0"), Size), DenseLayer.Of(second, Weight("features.2"), Bias("features.2"), size), DenseLayer.Of(dense, Weight("classifier.0"), Bias("classifier.0")) };
        var hidden = Rectified(layers[0].Forward(x));
        var features = Rectified(layers[1].Forward(hidden));
        var logits = layers[2].Forward(features);
        for (var target = 0; target < 3; target++)
        {
            var relevance = new double[3];
            relevance[target] = lrp.Seed == RelevanceSeed.Logit ? logits[target] : 1;
            relevance = RelevanceOracle.Of(layers[2], features, relevance, lrp.Rule!.Value, lrp, _ => default);
            relevance = RelevanceOracle.Of(layers[1], hidden, relevance, lrp.Rule.Value, lrp, _ => default);
            relevance = RelevanceOracle.Of(layers[0], x, relevance, lrp.FirstRule ?? lrp.Rule.Value, lrp, i => lrp.Low.Length == 0 ? default : (lrp.Low[i / (Size * Size)], lrp.High[i / (Size * Size)]));
            var found = lrp.RunChecked(new Probe { Network = network, Input = tensor(x, [1, 2, Size, Size]), Targets = [target] }).Value.flatten().data<double>().ToArray();
            var greatest = relevance.Max(Math.Abs);
            Assert.That(greatest, Is.GreaterThan(1e-6), "something comes to the pixels");
            Assert.That(found.Zip(relevance, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(1e-10 * greatest), $"class {target}");
        }

        double[] Weight(string layer) => network.ParametersOf(layer).Weight.flatten().data<double>().ToArray();
        double[] Bias(string layer) => network.ParametersOf(layer).Bias!.data<double>().ToArray();
    }

    /// <summary>Signed outputs: without a rectifier behind it, the layer's negative outputs have relevance to hand on too.</summary>
    [TestCaseSource(nameof(Cases))]
    public void It_holds_for_outputs_of_both_signs(int setting, int stride, int groups)
    {
        using var scope = NewDisposeScope();
        var lrp = s_settings[setting];
        var convolution = new Convolution(2, 4, 3) { Padding = 1, Stride = stride, Groups = groups };
        var stack = new LayerStack();
        stack.Sequence("features", convolution);
        stack.Add("flatten", new Flatten());
        var architecture = new Architecture("tiny", [2, Size, Size], Preprocessing.ConceptWorld(Size), stack.Layers);
        using var network = new Network(architecture, FormulaWeights.Of(architecture, 7, float64, CPU), float64);
        Roughen(network, setting);
        var x = new StreamKey(4, "oracle", "input", setting).Open().Normal(2 * Size * Size);
        var (weight, bias) = (network.ParametersOf("features.0").Weight.flatten().data<double>().ToArray(), network.ParametersOf("features.0").Bias!.data<double>().ToArray());
        var layer = DenseLayer.Of(convolution, weight, bias, Size);
        var outputs = layer.Forward(x);
        Assert.That(outputs, Has.Some.Negative.And.Some.Positive);
        for (var target = 0; target < outputs.Length; target++)
        {
            var relevance = new double[outputs.Length];
            relevance[target] = lrp.Seed == RelevanceSeed.Logit ? outputs[target] : 1;
            var expected = RelevanceOracle.Of(layer, x, relevance, lrp.FirstRule ?? lrp.Rule!.Value, lrp, i => lrp.Low.Length == 0 ? default : (lrp.Low[i / (Size * Size)], lrp.High[i / (Size * Size)]));
            var found = lrp.RunChecked(new Probe { Network = network, Input = tensor(x, [1, 2, Size, Size]), Targets = [target] }).Value.flatten().data<double>().ToArray();
            Assert.That(found.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(1e-10 * Math.Max(expected.Max(Math.Abs), 1e-300)), $"output {target}");
        }
    }

    /// <summary>Weights and biases of both signs, so that every case of a rule occurs.</summary>
    private static void Roughen(Network network, int setting)
    {
        using var grad = no_grad();
        var random = new StreamKey(5, "oracle", "weights", setting).Open();
        foreach (var value in network.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => parameter.Value))
            value.copy_(tensor(random.Normal(value.NumberOfElements), value.shape));
    }

    private static double[] Rectified(double[] values) => Array.ConvertAll(values, value => Math.Max(value, 0));
}
