using NUnit.Framework;
using VizBench.Methods;

namespace VizBench.Tests.Methods;

/// <summary>Methods on networks and layers that they can't be applied to: one line each that names the thing and the remedy.</summary>
public sealed class UnfitNetworkTests
{
    [TestCase("grad-cam")]
    [TestCase("grad-cam++")]
    [TestCase("layer-cam")]
    [TestCase("score-cam")]
    [TestCase("guided-grad-cam")]
    public void A_class_activation_map_needs_a_layer_with_maps(string id)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1) with { Layer = "flatten" };
        Assert.That(() => MethodRegistry.Named(id).Create().RunChecked(probe), Throws.InstanceOf<UserError>().With.Message.Contains("flatten"));
    }

    [Test]
    public void Bounds_of_pixels_must_fit_the_channels()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1);
        var method = MethodRegistry.Named("lrp").Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["first_rule"] = "zbox", ["low"] = "-2,-2", ["high"] = "2,2" });
        Assert.That(() => method.RunChecked(probe), Throws.InstanceOf<UserError>().With.Message.Contains("low").And.Message.Contains("3"));
        var everywhere = MethodRegistry.Named("lrp").Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["rule"] = "zbox" });
        Assert.That(() => everywhere.RunChecked(probe), Throws.InstanceOf<UserError>().With.Message.Contains("first_rule=zbox"));
    }

    [TestCase("integrated-gradients", "steps", "0", "option steps can't be '0'; it takes a whole number, at least 1")]
    [TestCase("smoothgrad", "n", "0", "option n can't be '0'; it takes a whole number, at least 1")]
    [TestCase("rise", "masks", "0", "option masks can't be '0'; it takes a whole number, at least 1")]
    [TestCase("rise", "cells", "17", "cells")]
    [TestCase("lrp", "alpha", "3", "alpha - beta must be 1")]
    [TestCase("lrp", "epsilon", "-1", "option epsilon can't be '-1'; it takes a finite number, at least 0")]
    public void A_number_that_makes_no_sense_is_named(string id, string option, string value, string message)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        // A bound of one option is refused where it is set; what depends on others, when the method runs.
        Assert.That(() => MethodRegistry.Named(id).Create(new Dictionary<string, string>(StringComparer.Ordinal) { [option] = value }).RunChecked(SmallNetwork.ProbeOf(network, 1)), Throws.InstanceOf<UserError>().With.Message.StartsWith($"{id}").And.Message.Contains(message));
    }
}
