using NUnit.Framework;
using VizBench.Networks.Walks;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Networks;

public sealed class ForwardWalkTests
{
    [Test]
    public void Any_set_of_layers_in_any_order_even_twice_and_the_input()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 2);
        var outputs = ForwardWalk.Outputs(network, probe.Input, ["features.4", "features.0", "input", "features.0"]);
        Assert.That(outputs[0].shape, Is.EqualTo(new long[] { 2, 8, 8, 8 }));
        Assert.That(outputs[1].data<double>().ToArray(), Is.EqualTo(outputs[3].data<double>().ToArray()));
        Assert.That(outputs[2].data<double>().ToArray(), Is.EqualTo(probe.Input.data<double>().ToArray()));
    }

    [Test]
    public void A_layer_keeps_its_own_output_whatever_follows()
    {
        // In tools whose ReLU works in place, the convolution's recorded output would show no negative value.
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var outputs = ForwardWalk.Outputs(network, SmallNetwork.ProbeOf(network, 1).Input, ["features.0", "features.1"]);
        Assert.That(outputs[0].data<double>().ToArray().Min(), Is.Negative);
        Assert.That(outputs[1].data<double>().ToArray().Min(), Is.Zero);
    }

    [Test]
    public void It_stops_where_nothing_further_is_needed()
    {
        // Behind the pool this network's linear layer can't take 8×8 images: asking for a layer before it must still work.
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var small = ones([1, 3, 8, 8], float64);
        Assert.That(ForwardWalk.Outputs(network, small, ["features.2"])[0].shape, Is.EqualTo(new long[] { 1, 8, 8, 8 }));
        Assert.That(() => ForwardWalk.Logits(network, small), Throws.Exception);
    }

    [Test]
    public void An_unknown_layer_gets_the_nearest_names()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        Assert.That(
            () => ForwardWalk.Outputs(network, SmallNetwork.ProbeOf(network, 1).Input, ["feature.2"]),
            Throws.InstanceOf<UserError>().With.Message.StartsWith("small has no layer 'feature.2'; the nearest names are features.2, "));
    }

    [Test]
    public void A_wrong_number_of_channels_is_named()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        Assert.That(
            () => ForwardWalk.Logits(network, ones([1, 1, 16, 16], float64)),
            Throws.InstanceOf<UserError>().With.Message.EqualTo("small takes inputs of shape (N, 3, 16, 16); this one is (1, 1, 16, 16)"));
    }

    [Test]
    public void Intermediate_activations_are_freed_and_a_recording_frees_all_of_its_own()
    {
        using var network = SmallNetwork.Create(float64, CPU);
        using var scope = NewDisposeScope();
        var probe = SmallNetwork.ProbeOf(network, 1);
        var before = Tensor.TotalCount;
        using (var recording = Recording.Of(network, probe.Input, switches: true))
            Assert.That(recording["features.4"].Switches!.shape, Is.EqualTo(new long[] { 1, 8, 8, 8 }));
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
        ForwardWalk.Logits(network, probe.Input).Dispose();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }
}
