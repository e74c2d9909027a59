using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Methods.Deconvolution;
using VizBench.Methods.Relevance;

namespace VizBench.Tests.Oracles;

/// <summary>The other backward walks against explicit matrices, as their papers define them.</summary>
public sealed class BackwardRuleTests
{
    [Test]
    public void The_gradient_passes_a_rectifier_where_its_input_was_positive() =>
        AssertWalk(new Gradient(), (signal, output) => output > 0 ? signal : 0);

    [Test]
    public void Guided_backprop_passes_positive_signals_where_its_input_was_positive() =>
        AssertWalk(new GuidedBackprop(), (signal, output) => output > 0 && signal > 0 ? signal : 0);

    [Test]
    public void DeconvNet_passes_positive_signals_whatever_the_input_was() =>
        AssertWalk(new DeconvNet(), (signal, _) => Math.Max(signal, 0));

    [Test]
    public void Excitation_backprop_is_z_plus_with_rectifiers_as_in_the_gradient([Values(1, 2)] int stride)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyNetwork(stride, 1, 20);
        var rules = new Lrp { Rule = LrpRule.Zplus };
        for (var target = 0; target < TinyNetwork.Classes; target++)
        {
            var relevance = RelevanceOracle.Of(tiny.Dense, tiny.Features, TinyNetwork.OneHot(TinyNetwork.Classes, target), LrpRule.Zplus, rules, _ => default);
            relevance = RelevanceOracle.Of(tiny.Second, tiny.Hidden, Gated(relevance, tiny.Features), LrpRule.Zplus, rules, _ => default);
            relevance = RelevanceOracle.Of(tiny.First, tiny.Input, Gated(relevance, tiny.Hidden), LrpRule.Zplus, rules, _ => default);
            AssertSame(TinyNetwork.Run(new ExcitationBackprop(), tiny.Network, tiny.Input, target), relevance);
        }
    }

    [Test]
    public void Deep_Taylor_is_z_plus_above_and_z_box_at_the_pixels([Values(1, 2)] int stride)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyNetwork(stride, 1, 21);
        var method = new DeepTaylor { Low = [-4, -3], High = [4, 3.5] };
        var rules = new Lrp { Rule = LrpRule.Zplus, ZeroParams = method.ZeroParams, Stabilizer = method.Stabilizer };
        for (var target = 0; target < TinyNetwork.Classes; target++)
        {
            var relevance = TinyNetwork.OneHot(TinyNetwork.Classes, target, tiny.Logits[target]);
            relevance = RelevanceOracle.Of(tiny.Dense, tiny.Features, relevance, LrpRule.Zplus, rules, _ => default);
            relevance = RelevanceOracle.Of(tiny.Second, tiny.Hidden, relevance, LrpRule.Zplus, rules, _ => default);
            relevance = RelevanceOracle.Of(tiny.First, tiny.Input, relevance, LrpRule.Zbox, rules, i => i < 25 ? (-4, 4) : (-3, 3.5));
            AssertSame(TinyNetwork.Run(method, tiny.Network, tiny.Input, target), relevance);
        }
    }

    /// <param name="rectifier">what it makes of a signal, given its output</param>
    private static void AssertWalk(Method method, Func<double, double, double> rectifier)
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyNetwork(2, 2, 22);
        for (var target = 0; target < TinyNetwork.Classes; target++)
        {
            var signal = Transposed(tiny.Dense, TinyNetwork.OneHot(TinyNetwork.Classes, target));
            signal = Transposed(tiny.Second, [.. signal.Zip(tiny.Features, rectifier)]);
            signal = Transposed(tiny.First, [.. signal.Zip(tiny.Hidden, rectifier)]);
            AssertSame(TinyNetwork.Run(method, tiny.Network, tiny.Input, target), signal);
        }
    }

    private static double[] Transposed(DenseLayer layer, double[] signal)
    {
        var result = new double[layer.Inputs];
        for (var j = 0; j < layer.Outputs; j++)
        {
            for (var i = 0; i < layer.Inputs; i++)
                result[i] += layer.Weight[j, i] * signal[j];
        }

        return result;
    }

    private static double[] Gated(double[] relevance, double[] output) => [.. relevance.Zip(output, (signal, value) => value > 0 ? signal : 0)];

    private static void AssertSame(double[] found, double[] expected)
    {
        var greatest = expected.Max(Math.Abs);
        Assert.That(greatest, Is.GreaterThan(1e-6), "something comes to the pixels");
        Assert.That(found.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(1e-10 * greatest));
    }
}
