using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Methods.Deconvolution;
using VizBench.Networks;

namespace VizBench.Tests.Methods;

public sealed class DeconvNetTests
{
    // The windows of a 3×3 pool of stride 1 on this map have their maxima, all 5, at rows 0 and 1 of column 1: of the equal
    // values the first in row-major order counts, so the 5s of the diagonal never win.
    //   window (0,0): 1 5 2 / 3 5 4 / 0 2 5 → (0,1)      window (0,1): 5 2 0 / 5 4 1 / 2 5 3 → (0,1)
    //   window (1,0): 3 5 4 / 0 2 5 / 1 0 4 → (1,1)      window (1,1): 5 4 1 / 2 5 3 / 0 4 5 → (1,1)
    private static readonly double[] s_map = [1, 5, 2, 0, 3, 5, 4, 1, 0, 2, 5, 3, 1, 0, 4, 5];

    /// <param name="overlap">what stays where two windows share a position</param>
    /// <param name="signal">of the four windows</param>
    /// <param name="first">at row 0, column 1</param>
    /// <param name="second">at row 1, column 1</param>
    [TestCase(Overlap.Last, new[] { 1.0, 2, 3, 4 }, 2, 4)]
    [TestCase(Overlap.Sum, new[] { 1.0, 2, 3, 4 }, 3, 7)]
    [TestCase(Overlap.Last, new[] { 1.0, 0, 3, 4 }, 0, 4, Description = "a later zero overwrites")]
    [TestCase(Overlap.Sum, new[] { 1.0, 0, 3, 4 }, 1, 7)]
    [TestCase(Overlap.Last, new[] { 1.0, -2, 3, 4 }, 0, 4, Description = "the rectifier below takes what is negative")]
    [TestCase(Overlap.Sum, new[] { 1.0, -2, 3, 4 }, 0, 7)]
    public void Overlapping_windows_with_ties_are_undone_as_computed_by_hand(Overlap overlap, double[] signal, double first, double second)
    {
        var expected = new double[16];
        (expected[1], expected[5]) = (first, second);
        Assert.That(Projected(new DeconvNet { Overlap = overlap }, new MaxPool(3, 1), signal), Is.EqualTo(expected));
    }

    [Test]
    public void The_gradient_of_the_pool_adds_up_like_the_sum() =>
        Assert.That(Projected(new DeconvNet { Unpool = Unpool.Gradient }, new MaxPool(3, 1), [1, 2, 3, 4]), Is.EqualTo(Projected(new DeconvNet { Overlap = Overlap.Sum }, new MaxPool(3, 1), [1, 2, 3, 4])));

    /// <summary>2×2 windows: maxima 5 at (0,1), 4 at (1,2), 2 at (2,1), and of the 5s of the last window that at (2,2).</summary>
    [TestCase(Unpool.MaxUnpool)]
    [TestCase(Unpool.Gradient)]
    public void Where_windows_do_not_overlap_all_conventions_agree(Unpool unpool)
    {
        var expected = new double[16];
        (expected[1], expected[6], expected[9], expected[10]) = (1, 2, 3, 4);
        foreach (var overlap in new[] { Overlap.Last, Overlap.Sum })
            Assert.That(Projected(new DeconvNet { Unpool = unpool, Overlap = overlap }, new MaxPool(2, 2), [1, 2, 3, 4]), Is.EqualTo(expected));
    }

    [Test]
    public void Guided_backprop_lets_pass_what_both_ways_are_positive()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = SmallNetwork.ProbeOf(network, 2);
        var (guided, plain) = (new GuidedBackprop().RunChecked(probe).Value, new Gradient().RunChecked(probe).Value);
        Assert.That((guided - plain).abs().flatten().amax(0).item<double>(), Is.GreaterThan(1e-6), "the network has negative weights");
    }

    [Test]
    public void A_network_without_rectifiers_is_refused()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("flatten", new Flatten());
        stack.Add("class", new Linear(16, 1));
        using var network = NetworkOf(stack, [.. Enumerable.Repeat(1.0, 16)]);
        var probe = new Probe { Network = network, Input = tensor(s_map, [1, 1, 4, 4]), Targets = [0] };
        foreach (var method in new Method[] { new DeconvNet(), new GuidedBackprop() })
            Assert.That(() => method.RunChecked(probe), Throws.InstanceOf<UserError>().With.Message.Contains("hand").And.Message.Contains("ReLU"));
    }

    private static double[] Projected(DeconvNet method, MaxPool pool, double[] signal)
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("relu", new ReLU());
        stack.Add("pool", pool);
        stack.Add("flatten", new Flatten());
        stack.Add("class", new Linear(4, 1));
        using var network = NetworkOf(stack, signal);
        return method.RunChecked(new Probe { Network = network, Input = tensor(s_map, [1, 1, 4, 4]), Targets = [0] }).Value.data<double>().ToArray();
    }

    private static Network NetworkOf(LayerStack stack, double[] weights) =>
        new(new Architecture("hand", [1, 4, 4], Preprocessing.ConceptWorld(4), stack.Layers, ["a"]), new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["class.weight"] = tensor(weights, [1, weights.Length]),
            ["class.bias"] = zeros([1], float64),
        });
}
