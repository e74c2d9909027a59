using BenchmarkDotNet.Attributes;
using VizBench.Engine;

namespace VizBench.Benchmarks;

/// <summary>What one call through the binding costs, on operands too small to matter.</summary>
public class BindingBenchmarks
{
    private Tensor _one = null!;

    [GlobalSetup]
    public void Setup()
    {
        TorchEngine.Initialise(1);
        _one = ones([1], float32);
    }

    [GlobalCleanup]
    public void Cleanup() => _one.Dispose();

    /// <summary>One addition of two one-element tensors, its result freed.</summary>
    [Benchmark]
    public long Add()
    {
        using var grad = no_grad();
        using var sum = _one + _one;
        return sum.IsInvalid ? 0 : 1;
    }
}
