using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks.Walks;

namespace VizBench.Tests.Methods;

/// <summary>Attributions of a unit of a layer in the place of a class: a position's activation, or the mean over a channel's map.</summary>
public sealed class UnitAttributionTests
{
    private const string Layer = "features.2";
    private static readonly Unit[] s_units = [new(3), new(5, 4, 7)];

    [TestCaseSource(nameof(s_units))]
    public void The_gradient_is_the_slope_of_the_units_activation(Unit unit)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = Of(SmallNetwork.ProbeOf(network, 2), unit);
        var gradient = new Gradient().RunChecked(probe).Value;
        var direction = (probe.Input * 3).sin();
        const double Step = 1e-6;
        var slope = (Activation(probe, probe.Input + direction * Step) - Activation(probe, probe.Input - direction * Step)) / (2 * Step);
        var expected = (gradient * direction).sum([1, 2, 3]);
        Assert.That(slope.data<double>().ToArray(), Is.EqualTo(expected.data<double>().ToArray()).Within(1e-7));
        Assert.That(expected.data<double>().ToArray(), Has.None.Zero);
    }

    [TestCaseSource(nameof(s_units))]
    public void Integrated_gradients_sum_to_the_units_change(Unit unit)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = Of(SmallNetwork.ProbeOf(network, 2), unit);
        var result = new IntegratedGradients { Steps = 200, Rule = QuadratureRule.RiemannMiddle }.RunChecked(probe);
        var change = Activation(probe, probe.Input) - Activation(probe, zeros_like(probe.Input));
        var error = (result.Value.sum([1, 2, 3]) - change).abs();
        Assert.That(result.Scalars["completeness-error"], Is.EqualTo(error.data<double>().ToArray()).Within(1e-12));
        Assert.That((error / change.abs()).data<double>().ToArray(), Has.All.LessThan(2e-3));
    }

    [Test]
    public void The_others_are_made_of_that_gradient()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = Of(SmallNetwork.ProbeOf(network, 2), s_units[1]);
        var gradient = new Gradient().RunChecked(probe).Value;
        Assert.Multiple(() =>
        {
            AssertEqual(gradient.abs().amax(1), new Saliency().RunChecked(probe).Value);
            AssertEqual(gradient * probe.Input, new InputXGradient().RunChecked(probe).Value);
            AssertEqual(gradient, new SmoothGrad { N = 1, Sigma = 0 }.RunChecked(probe).Value);
        });
    }

    [Test]
    public void Guided_backprop_is_the_gradient_before_the_first_rectifier_and_another_thing_after_it()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var first = Of(SmallNetwork.ProbeOf(network, 2), s_units[1]) with { Layer = "features.0" };
        AssertEqual(new Gradient().RunChecked(first).Value, new GuidedBackprop().RunChecked(first).Value);

        var later = first with { Layer = Layer };
        var guided = new GuidedBackprop().RunChecked(later).Value;
        Assert.That((guided - new Gradient().RunChecked(later).Value).abs().amax(0, 1, 2, 3).item<double>(), Is.GreaterThan(1e-3));
        // Within the unit's field of five pixels and nowhere else.
        var inside = guided.narrow(2, 2, 5).narrow(3, 5, 5).abs().sum().item<double>();
        Assert.That(guided.abs().sum().item<double>(), Is.EqualTo(inside).Within(1e-12).And.Positive);
    }

    [Test]
    public void A_network_without_classes_is_explained_by_its_units_alone()
    {
        using var scope = NewDisposeScope();
        using var opened = VizBench.Networks.Zoo.NetworkCatalogue.Open("caffenet-mini@24", null, float32, CPU);
        var probe = SmallNetwork.ProbeOf(opened.Network, 1) with { Targets = [] };
        Assert.That(() => new Gradient().RunChecked(probe), Throws.TypeOf<UserError>().With.Message.StartsWith("gradient explains a class, and caffenet-mini@24 has none"));
        Assert.That(new Gradient().RunChecked(probe with { Layer = "conv5", Units = [new Unit(3)] }).Value.shape, Is.EqualTo(probe.Input.shape));
    }

    private static Probe Of(Probe probe, Unit unit) => probe with { Layer = Layer, Units = [unit], Targets = [] };

    /// <summary>By definition, (N).</summary>
    private static Tensor Activation(Probe probe, Tensor input)
    {
        using var grad = no_grad();
        var channel = ForwardWalk.Outputs(probe.Network, input, [probe.Layer!])[0].select(1, probe.Units[0].Channel);
        return probe.Units[0] is { Y: { } y, X: { } x } ? channel.select(1, y).select(1, x) : channel.mean([1, 2]);
    }

    private static void AssertEqual(Tensor expected, Tensor actual) =>
        Assert.That(actual.data<double>().ToArray(), Is.EqualTo(expected.data<double>().ToArray()).Within(1e-14));
}
