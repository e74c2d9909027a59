using BenchmarkDotNet.Running;

namespace VizBench.Benchmarks;

/// <summary>What BenchmarkDotNet measures. Apart from the rest, which so runs where BenchmarkDotNet is not: in a packed build.</summary>
internal static class Measurements
{
    internal static int Run(string[] args)
    {
        BenchmarkSwitcher.FromAssembly(typeof(Measurements).Assembly).Run(args, new InProcessConfig());
        return 0;
    }
}
