using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Attribution;

namespace VizBench.Tests.Methods;

public sealed class AttributionTests
{
    [Test]
    public void The_gradient_of_the_probability_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1);
        var gradient = new Gradient { Of = ScoreOf.Probability }.RunChecked(probe).Value.data<double>().ToArray();
        const double h = 1e-6;
        foreach (var position in new[] { 0, 130, 401, 767 })
        {
            var slope = (Probability(probe, position, h) - Probability(probe, position, -h)) / (2 * h);
            Assert.That(gradient[position], Is.EqualTo(slope).Within(1e-8));
        }
    }

    [Test]
    public void Saliency_is_the_largest_absolute_gradient_of_the_channels()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 2);
        var gradient = new Gradient().RunChecked(probe).Value.data<double>().ToArray();
        var saliency = new Saliency().RunChecked(probe).Value;
        var values = saliency.data<double>().ToArray();
        Assert.That(saliency.shape, Is.EqualTo(new long[] { 2, 16, 16 }));
        for (var i = 0; i < values.Length; i++)
        {
            var (sample, pixel) = (i / 256, i % 256);
            Assert.That(values[i], Is.EqualTo(Enumerable.Range(0, 3).Max(c => Math.Abs(gradient[(sample * 3 + c) * 256 + pixel]))));
        }
    }

    [Test]
    public void Occlusion_of_a_linear_network_is_what_the_window_contributed()
    {
        // One window that covers everything: the fall is the logit at the input minus the logit at the baseline, everywhere.
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1);
        var map = new Occlusion { Window = [3, 16, 16], Stride = [3, 16, 16] }.RunChecked(probe).Value.data<double>().ToArray();
        var fall = Logit(probe, probe.Input) - Logit(probe, zeros_like(probe.Input));
        Assert.That(map, Has.All.EqualTo(fall).Within(1e-12));
    }

    [TestCase("16,16", "occlusion: window takes three positive numbers, channels,height,width, and got 16,16")]
    [TestCase("3,17,16", "occlusion: the window 3,17,16 is larger than the input 3,16,16; choose a smaller one with --set window=C,H,W")]
    [TestCase("3,0,4", "occlusion: window takes three positive numbers, channels,height,width, and got 3,0,4")]
    public void A_window_that_does_not_fit_is_named(string window, string message)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var method = MethodRegistry.Named("occlusion").Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["window"] = window });
        Assert.That(() => method.RunChecked(SmallNetwork.ProbeOf(network, 1)), Throws.InstanceOf<UserError>().With.Message.EqualTo(message));
    }

    [Test]
    public void A_target_out_of_range_is_named()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1) with { Targets = [5] };
        Assert.That(
            () => new Gradient().RunChecked(probe),
            Throws.InstanceOf<UserError>().With.Message.EqualTo("target 5 is out of range: small has 5 classes, 0 to 4"));
    }

    private static double Probability(Probe probe, long position, double step)
    {
        var moved = probe.Input.clone();
        moved.flatten().narrow(0, position, 1).add_(step);
        return (double)VizBench.Networks.Walks.ForwardWalk.Logits(probe.Network, moved).softmax(1).select(1, probe.Targets[0]);
    }

    private static double Logit(Probe probe, Tensor input) =>
        (double)VizBench.Networks.Walks.ForwardWalk.Logits(probe.Network, input).select(1, probe.Targets[0]);
}
