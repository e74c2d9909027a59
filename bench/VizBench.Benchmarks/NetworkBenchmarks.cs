using BenchmarkDotNet.Attributes;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Benchmarks;

/// <summary>Logits and input gradient of one 224×224 image, float32, all cores.</summary>
public class NetworkBenchmarks
{
    private OpenedNetwork _opened = null!;
    private Probe _probe = null!;

    [Params("alexnet", "vgg16")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        TorchEngine.Initialise(Environment.ProcessorCount);
        _opened = NetworkCatalogue.Open(Network, "formula:1", float32, CPU);
        var values = new StreamKey(1, Network, "benchmark input").Open().Normal(3 * 224 * 224);
        _probe = new Probe { Network = _opened.Network, Input = tensor(values, [1, 3, 224, 224], float32), Targets = [7] };
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _probe.Input.Dispose();
        _opened.Dispose();
    }

    [Benchmark]
    public float Gradient()
    {
        using var scope = NewDisposeScope();
        return new Gradient().Run(_probe).Value.flatten().narrow(0, 0, 1).item<float>();
    }
}
