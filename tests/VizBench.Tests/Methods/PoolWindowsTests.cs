using NUnit.Framework;
using VizBench.Methods.Attribution;
using VizBench.Methods.Relevance;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Methods;

public sealed class PoolWindowsTests
{
    private static readonly MaxPool[] s_pools =
    [
        new MaxPool(2, 2),
        new MaxPool(3, 2),
        new MaxPool(3, 2) { Padding = 1 },
        new MaxPool(3, 2) { CeilMode = true },
        new MaxPool(new Extent(2, 3), new Extent(1, 2)) { Padding = new Extent(0, 1) },
        new MaxPool(2, 1) { Dilation = 2 },
    ];

    [TestCaseSource(nameof(s_pools))]
    public void The_greatest_of_what_a_window_sees_is_what_the_pool_gives(MaxPool pool)
    {
        using var scope = NewDisposeScope();
        var input = Waves(2, 3, 7, 8);
        var output = pool.Forward([input], LayerParameters.None);
        var seen = new PoolWindows(pool, input.shape, output.shape).Take(input);
        Assert.That(seen.shape, Is.EqualTo(new[] { 6, pool.Kernel.Height * pool.Kernel.Width, output.shape[2], output.shape[3] }));
        Assert.That(Numbers(seen.amax(1).reshape(output.shape)), Is.EqualTo(Numbers(output)));
    }

    [TestCaseSource(nameof(s_pools))]
    public void The_way_back_is_the_transpose(MaxPool pool)
    {
        using var scope = NewDisposeScope();
        // Padding lies far below every value; with nothing there, both products are of the values alone.
        var input = Waves(2, 3, 7, 8);
        var output = pool.Forward([input], LayerParameters.None);
        var windows = new PoolWindows(pool, input.shape, output.shape);
        var seen = windows.Take(input);
        var inside = seen.gt(-1e100).to(float64);
        var signal = Waves([.. seen.shape]) * inside;
        var there = (where(inside.gt(0), seen, zeros_like(seen)) * signal).sum().item<double>();
        var back = (input * windows.Spread(signal).reshape(input.shape)).sum().item<double>();
        Assert.That(back, Is.EqualTo(there).Within(1e-12 * Math.Max(1, Math.Abs(there))));
    }

    [Test]
    public void Tied_maxima_share_alike_and_windows_that_overlap_add_up()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("pool", new MaxPool(2, 1));
        stack.Add("flatten", new Flatten());
        var architecture = new Architecture("tied", [1, 2, 3], Preprocessing.ConceptWorld(3), stack.Layers, ["left", "right"]);
        using var network = new Network(architecture, FormulaWeights.Of(architecture, 1, float64, CPU), float64, CPU);
        // The left window has its maximum twice, the right one three times.
        var input = tensor([5.0, 5, 5, 1, 2, 5], [1, 1, 2, 3], float64);
        using var recording = Recording.Of(network, input);
        var shared = TiedMaxima.Share(recording["pool"], tensor([2.0, 3], [1, 1, 1, 2], float64))[0];
        Assert.That(Numbers(shared), Is.EqualTo(new[] { 1.0, 2, 1, 0, 0, 1 }).Within(1e-15));
    }

    private static Tensor Waves(params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, extent) => product * extent);
        return tensor([.. Enumerable.Range(0, (int)count).Select(i => Math.Sin(i * 1.7))], shape, float64);
    }

    private static double[] Numbers(Tensor values) => values.contiguous().data<double>().ToArray();
}
