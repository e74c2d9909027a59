using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Activation;

namespace VizBench.Tests.Methods;

public sealed class ForwardTests
{
    [Test]
    public void Units_are_picked_in_the_order_in_which_they_are_named()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 2) with { Layer = SmallNetwork.SpatialLayer };
        var whole = new Forward().RunChecked(probe).Value;
        var channels = new Forward().RunChecked(probe with { Units = [new Unit(5), new Unit(2)] }).Value;
        Assert.That(channels.shape, Is.EqualTo(new long[] { 2, 2, 16, 16 }));
        Assert.That(channels.select(1, 0).data<double>().ToArray(), Is.EqualTo(whole.select(1, 5).data<double>().ToArray()));
        // Rows before columns: on a map that is not symmetric the two differ.
        var position = new Forward().RunChecked(probe with { Units = [new Unit(5, 3, 7)] }).Value;
        Assert.That(position.shape, Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(position.data<double>().ToArray()[1], Is.EqualTo(whole.select(0, 1).select(0, 5).select(0, 3).select(0, 7).item<double>()));
    }

    [Test]
    public void A_unit_out_of_range_is_named()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 1) with { Layer = SmallNetwork.SpatialLayer, Units = [new Unit(8)] };
        Assert.That(
            () => new Forward().RunChecked(probe),
            Throws.InstanceOf<UserError>().With.Message.EqualTo("unit 8 is out of range: features.2 has 8 channels, 0 to 7"));
    }
}
