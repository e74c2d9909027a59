using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Methods.DeepLift;
using VizBench.Methods.Relevance;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Methods;

public sealed class RelevanceTests
{
    [TestCase("vgg-mini")]
    [TestCase("alexnet-mini")]
    public void Lrp_0_from_the_logit_is_input_times_gradient(string name)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(name, null, float64, CPU);
        var probe = ProbeOf(opened.Network);
        var relevance = new Lrp { Rule = LrpRule.Zero, Seed = RelevanceSeed.Logit }.RunChecked(probe).Value;
        AssertNear(relevance, new InputXGradient().RunChecked(probe).Value, 1e-9);
    }

    [TestCase("vgg-mini", LrpRule.Epsilon)]
    [TestCase("vgg-mini", LrpRule.Zplus)]
    [TestCase("vgg-mini", LrpRule.AlphaBeta)]
    [TestCase("googlenet-mini", LrpRule.Epsilon)]
    [TestCase("resnet-mini", LrpRule.Epsilon)]
    public void Without_biases_every_cut_through_the_network_holds_the_same_relevance(string name, LrpRule rule)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(name, null, float64, CPU);
        var merged = opened.Network.Merged();
        using var network = new Network(
            merged.Architecture, merged.Parameters.ToDictionary(p => p.Key, p => p.Key.EndsWith("bias", StringComparison.Ordinal) ? zeros_like(p.Value) : p.Value.clone(), StringComparer.Ordinal));
        var result = new Lrp { Rule = rule, Epsilon = 1e-12, Stabilizer = 1e-12 }.RunChecked(ProbeOf(network));
        var cuts = VizBench.Methods.Relevance.Paths.CutLayers.Of(network.Architecture);
        var sums = result.LayerSums.Where(sum => cuts.Contains(sum.Layer, StringComparer.Ordinal) || sum.Layer is "input").ToArray();
        Assert.That(sums, Has.Length.GreaterThan(4));
        foreach (var sum in sums)
            Assert.That(sum.Values, Is.All.EqualTo(1).Within(1e-9), sum.Layer);
    }

    [Test]
    public void Gamma_grows_into_z_plus_where_outputs_are_positive()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 2) with { Input = SmallNetwork.ProbeOf(network, 2).Input.abs() };
        var positive = new Lrp { Composite = LrpComposite.EpsilonPlus, Stabilizer = 1e-12 }.RunChecked(probe).Value;
        // Behind ReLUs relevance comes to positive outputs alone.
        double Distance(double gamma) => Farthest(new Lrp { Composite = LrpComposite.EpsilonGammaBox, FirstRule = LrpRule.Gamma, Gamma = gamma, Stabilizer = 1e-12 }.RunChecked(probe).Value - positive);
        Assert.That(Distance(1e8), Is.LessThan(1e-6 * Farthest(positive)));
        Assert.That(Distance(1), Is.GreaterThan(1e-3 * Farthest(positive)));
    }

    [Test]
    public void DeepLift_and_integrated_gradients_sum_to_the_rise_of_the_logit()
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("vgg-mini", null, float64, CPU);
        var probe = ProbeOf(opened.Network);
        Assert.That(new DeepLiftRescale().RunChecked(probe).Scalars["completeness-error"], Is.All.LessThan(1e-10));
        Assert.That(new IntegratedGradients { Steps = 200 }.RunChecked(probe).Scalars["completeness-error"], Is.All.LessThan(0.05));
    }

    [Test]
    public void Noise_of_no_size_leaves_the_gradient()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 2);
        AssertNear(new SmoothGrad { N = 3, Sigma = 0 }.RunChecked(probe).Value, new Gradient().RunChecked(probe).Value, 1e-12);
        Assert.That(Farthest(new SmoothGrad { N = 3, Sigma = 0, Kind = SmoothGradKind.Variance }.RunChecked(probe).Value), Is.LessThan(1e-25));
    }

    [Test]
    public void Near_certainty_the_gradient_of_the_probability_keeps_its_digits_in_float32()
    {
        using var scope = NewDisposeScope();
        double[] logits = [17, 1, -2, 0.5];
        static Tensor Probability(Tensor values) => ClassProbability.Softmax.GradientOf(values, Seeds.OneHot(values, [0]));
        var (exact, single) = (Probability(tensor(logits, [1, 4])).data<double>().ToArray(), Probability(tensor(logits, [1, 4], float32)).data<float>().ToArray());
        Assert.That(exact[0], Is.GreaterThan(0).And.LessThan(1e-6), "1 − p is about 10⁻⁷");
        for (var k = 0; k < 4; k++)
            Assert.That(single[k], Is.EqualTo(exact[k]).Within(1e-5 * Math.Abs(exact[k])));
    }

    private static Probe ProbeOf(Network network) => new()
    {
        Network = network,
        Input = tensor(new VizBench.Randomness.StreamKey(5, "relevance", "input").Open().Normal(2 * 3 * 64 * 64), [2, 3, 64, 64]),
        Targets = [3, 7],
    };

    private static void AssertNear(Tensor actual, Tensor expected, double relative) => Assert.That(Farthest(actual - expected), Is.LessThan(relative * Farthest(expected)));

    private static double Farthest(Tensor values) => values.abs().flatten().amax(0).item<double>();
}
