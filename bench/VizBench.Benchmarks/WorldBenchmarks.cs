using BenchmarkDotNet.Attributes;
using VizBench.Data.ConceptWorld;

namespace VizBench.Benchmarks;

/// <summary>Drawing ConceptWorld images with all their label planes, one core.</summary>
public class WorldBenchmarks
{
    private World _world = null!;
    private long _index;

    [Params(64, 128)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup() => _world = new World(new WorldOptions { Size = Size, Seed = 1 });

    [Benchmark]
    public int Draw() => _world.Draw(_index++).Class;
}
