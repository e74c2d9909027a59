using NUnit.Framework;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Networks;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class ShortcutUseTests
{
    private const int Boat = 3;

    /// <summary>A network that knows nothing but the mark's magenta rim: red and blue high where green is none.</summary>
    [Test]
    public void A_network_that_sees_only_the_mark_is_found_out()
    {
        using var network = MagentaDetector();
        var use = ShortcutUse.Of(network, new ShortcutOptions { Class = Boat }, 5, 48);
        Assert.That(use, Is.EqualTo(new ShortcutUse("boat", 48, 1, 0, 1, 0)));
    }

    private static Network MagentaDetector()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("conv", new Convolution(3, 1, 1));
        stack.Add("max", new GlobalMaxPool());
        stack.Add("flatten", new Flatten());
        stack.Add("fc", new Linear(1, 12));
        var architecture = new Architecture("magenta", [3, 64, 64], Preprocessing.ConceptWorld(64), stack.Layers, VizBench.Data.ConceptWorld.World.Classes);
        // Inputs lie in −2 … 2; the rim has 2, −2, 1.33. Nothing else in the world is as magenta.
        var toBoat = new float[12];
        toBoat[Boat] = 1;
        return new Network(architecture, new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["conv.weight"] = tensor([1f, -1, 1], [1, 3, 1, 1]),
            ["conv.bias"] = tensor([-5.2f], [1]),
            ["fc.weight"] = tensor(toBoat, [12, 1]),
            ["fc.bias"] = zeros([12]),
        });
    }
}
