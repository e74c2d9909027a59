using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Networks;
using VizBench.Networks.Weights;
using VizBench.Suite;

namespace VizBench.Tests.Features;

public sealed class LayerDiagnosisTests
{
    [Test]
    public void A_single_weight_has_the_same_energy_at_all_frequencies()
    {
        var spectrum = FilterSpectrum.Of([0, 0, 0, 0, 1, 0, 0, 0, 0], 3, 3, 2, 2);
        Assert.That(spectrum.Aliased, Is.EqualTo(0.75).Within(1e-12), "all but the inner half along both axes");
        // Thirds of 32 points along an axis are 10, 12 and 10: the shares are those of the nested squares.
        Assert.That(spectrum.Low, Is.EqualTo(10 * 10 / 1024.0).Within(1e-12));
        Assert.That(spectrum.Middle, Is.EqualTo((22 * 22 - 10 * 10) / 1024.0).Within(1e-12));
        Assert.That(spectrum.High, Is.EqualTo((1024 - 22 * 22) / 1024.0).Within(1e-12));
        Assert.That(FilterSpectrum.Of([1], 1, 1, 1, 1).Aliased, Is.Zero, "no stride, no aliasing");
    }

    [Test]
    public void Flat_filters_are_low_and_checkerboards_alias()
    {
        var flat = FilterSpectrum.Of([.. Enumerable.Repeat(1.0, 64)], 8, 8, 2, 2);
        Assert.That((flat.Low, flat.Aliased), Is.EqualTo((1.0, 0.0)).Using<(double, double)>((a, b) => Math.Abs(a.Item1 - b.Item1) < 0.2 && Math.Abs(a.Item2 - b.Item2) < 0.1));
        var board = FilterSpectrum.Of([.. Enumerable.Range(0, 64).Select(i => (i % 8 + i / 8) % 2 == 0 ? 1.0 : -1)], 8, 8, 2, 2);
        Assert.That(board.High, Is.GreaterThan(0.8));
        Assert.That(board.Aliased, Is.GreaterThan(0.9));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Planted_faults_are_counted(bool biasApart)
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("features.0", new Convolution(3, 6, 4) { Stride = 2, HasBias = !biasApart });
        if (biasApart)
            stack.Add("bias", new Shift([6, 1, 1]));
        stack.Add("features.1", new ReLU());
        stack.Add("features.2", new Convolution(6, 4, 3) { Padding = 1 });
        stack.Add("features.3", new ReLU());
        stack.Add("flatten", new Flatten());
        stack.Sequence("classifier", new Linear(4 * 15 * 15, 12));
        var architecture = new Architecture("faulty", [3, 32, 32], Preprocessing.ConceptWorld(32), stack.Layers);
        using var network = new Network(architecture, FormulaWeights.Of(architecture, 3, float64, CPU));
        var (weight, bias) = (network.ParametersOf("features.0").Weight, network.ParametersOf(biasApart ? "bias" : "features.0").Bias!.reshape(6));
        using (no_grad())
        {
            // Filter 0 can't fire; filter 1 is nothing; filter 2 is a checkerboard; filter 3 dwarfs the others; the rest are smooth.
            weight.copy_(tensor(Enumerable.Range(0, 6 * 48).Select(i => Filter(i / 48, i % 4, i / 4 % 4)).ToArray(), [6, 3, 4, 4], float64));
            bias.copy_(tensor(new[] { -1000.0, 0, 0, 0, 0, 0 }, [6], float64));
        }

        var found = LayerDiagnosis.Of(network, PictureSequence.Of(new World(new WorldOptions { Seed = 3, Size = 32 })), 24);
        Assert.That(found.Select(layer => (layer.Layer, layer.Filters, layer.Stride)), Is.EqualTo(new[] { ("features.0", 6, 2L), ("features.2", 4, 1L) }));
        // A filter of zeros never rises above zero either.
        Assert.That((found[0].Dead, found[0].Weak, found[0].Dominant, found[0].Aliased), Is.EqualTo((2, 1, 1, 1)));
        Assert.That((found[1].Aliased, found[1].AliasedShare), Is.EqualTo((0, 0.0)));
        Assert.That(found[1].Low + found[1].Middle + found[1].High, Is.EqualTo(1).Within(1e-12));

        static double Filter(int number, int x, int y) => number switch
        {
            1 => 0,
            2 => (x + y) % 2 == 0 ? 1 : -1,
            3 => 10,
            _ => 1,
        };
    }
}
