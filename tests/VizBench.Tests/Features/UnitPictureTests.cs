using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Tests.Features;

public sealed class UnitPictureTests
{
    // Its pools overlap: the windows beside the strongest one often have the same maximum.
    [TestCase("caffenet-mini", "pool2")]
    [TestCase("caffenet-mini", "pool5")]
    [TestCase("vgg-mini", "features.14")]
    public void What_is_carried_back_of_a_strong_activation_is_not_empty(string name, string layer)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(name, null, float32, CPU);
        var world = new World(new WorldOptions { Seed = 1000, Size = 64 });
        // A unit that none of the images excites has nothing to carry back.
        var active = TopActivations.Of(opened.Network, layer, world, 60, 1).Select((top, unit) => (Unit: unit, Top: top[0])).Where(found => found.Top.Value > 0).Take(8).ToArray();
        Assert.That(active, Has.Length.EqualTo(8));
        foreach (var (unit, top) in active)
        {
            var picture = UnitPicture.Projection(opened.Network, layer, unit, PictureSequence.Of(world), top).Picture!;
            Assert.That(picture.Pixels.Distinct().Count(), Is.GreaterThan(10), $"unit {unit} of {layer}");
        }
    }
}
