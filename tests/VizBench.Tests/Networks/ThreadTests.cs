using NUnit.Framework;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Tests.Networks;

/// <summary>Equal thread counts give equal bits, in float32 and through every kind of kernel that a VGG uses.</summary>
[NonParallelizable]
public sealed class ThreadTests
{
    [TestCase(1)]
    [TestCase(2)]
    public void Two_runs_with_equal_thread_counts_are_bit_identical(int threads)
    {
        var before = TorchEngine.Threads;
        try
        {
            TorchEngine.Initialise(threads);
            Assert.That(TorchEngine.Threads, Is.EqualTo(threads));
            Assert.That(TorchEngine.BlasThreads, Is.EqualTo(threads).Or.Zero, "zero where the BLAS is not OpenBLAS");
            var first = Gradients();
            var second = Gradients();
            Assert.That(second, Is.EqualTo(first));
        }
        finally
        {
            TorchEngine.Initialise(before);
        }
    }

    private static float[] Gradients()
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("alexnet", "formula:1", float32, CPU);
        var input = tensor(new StreamKey(2, "threads", "input").Open().Normal(2 * 3 * 224 * 224), [2, 3, 224, 224], float32);
        return new Gradient().RunChecked(new Probe { Network = opened.Network, Input = input, Targets = [1, 2] }).Value.data<float>().ToArray();
    }
}
