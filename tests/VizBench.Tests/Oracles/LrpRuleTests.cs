using NUnit.Framework;
using VizBench.Methods.Relevance;
using VizBench.Networks;

namespace VizBench.Tests.Oracles;

/// <summary>Every rule of LRP against the oracle, on tiny networks whose outputs are all handed back, one at a time.</summary>
public sealed class LrpRuleTests
{
    private static readonly Lrp[] s_settings =
    [
        new() { Rule = LrpRule.Zero },
        new() { Rule = LrpRule.Epsilon, Epsilon = 0.25 },
        new() { Rule = LrpRule.Epsilon, Epsilon = 0.25, ZeroParams = ["bias"] },
        new() { Rule = LrpRule.Zplus },
        new() { Rule = LrpRule.Zplus, ZeroParams = ["bias"], Stabilizer = 0.1 },
        new() { Rule = LrpRule.Zplus, ZeroParams = ["bias"], Stabilizer = 0 },
        new() { Rule = LrpRule.Epsilon, Epsilon = 0 },
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
        using var tiny = new TinyNetwork(stride, groups, setting);
        var lrp = s_settings[setting];
        for (var target = 0; target < TinyNetwork.Classes; target++)
        {
            var relevance = TinyNetwork.OneHot(TinyNetwork.Classes, target, lrp.Seed == RelevanceSeed.Logit ? tiny.Logits[target] : 1);
            relevance = RelevanceOracle.Of(tiny.Dense, tiny.Features, relevance, lrp.Rule!.Value, lrp, _ => default);
            relevance = RelevanceOracle.Of(tiny.Second, tiny.Hidden, relevance, lrp.Rule.Value, lrp, _ => default);
            relevance = RelevanceOracle.Of(tiny.First, tiny.Input, relevance, lrp.FirstRule ?? lrp.Rule.Value, lrp, Bounds(lrp));
            var greatest = relevance.Max(Math.Abs);
            Assert.That(greatest, Is.GreaterThan(1e-6), "something comes to the pixels");
            Assert.That(Farthest(TinyNetwork.Run(lrp, tiny.Network, tiny.Input, target), relevance), Is.LessThan(1e-10 * greatest), $"class {target}");
        }
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
        using var network = TinyNetwork.NetworkOf(stack, setting);
        var x = TinyNetwork.InputOf(setting);
        var parameters = network.ParametersOf("features.0");
        var layer = DenseLayer.Of(convolution, parameters.Weight.flatten().data<double>().ToArray(), parameters.Bias!.data<double>().ToArray(), TinyNetwork.Size);
        var outputs = layer.Forward(x);
        Assert.That(outputs, Has.Some.Negative.And.Some.Positive);
        for (var target = 0; target < outputs.Length; target++)
        {
            var relevance = TinyNetwork.OneHot(outputs.Length, target, lrp.Seed == RelevanceSeed.Logit ? outputs[target] : 1);
            var expected = RelevanceOracle.Of(layer, x, relevance, lrp.FirstRule ?? lrp.Rule!.Value, lrp, Bounds(lrp));
            Assert.That(Farthest(TinyNetwork.Run(lrp, network, x, target), expected), Is.LessThan(1e-10 * Math.Max(expected.Max(Math.Abs), 1e-300)), $"output {target}");
        }
    }

    private static Func<int, (double Low, double High)> Bounds(Lrp lrp) =>
        i => lrp.Low.Length == 0 ? default : (lrp.Low[i / (TinyNetwork.Size * TinyNetwork.Size)], lrp.High[i / (TinyNetwork.Size * TinyNetwork.Size)]);

    private static double Farthest(double[] found, double[] expected) => found.Zip(expected, (a, b) => Math.Abs(a - b)).Max();
}
