using BenchmarkDotNet.Attributes;
using VizBench.Engine;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Benchmarks;

/// <summary>Logits and input gradient of one 224×224 image, float32: on all cores, and on a GPU where there is one.</summary>
public class NetworkBenchmarks
{
    private OpenedNetwork _opened = null!;
    private Probe _probe = null!;

    [Params("alexnet", "vgg16")]
    public string Network { get; set; } = "";

    [ParamsSource(nameof(Devices))]
    public string On { get; set; } = "";

    public static IEnumerable<string> Devices => cuda.is_available() ? ["cpu", "cuda"] : ["cpu"];

    [GlobalSetup]
    public void Setup()
    {
        TorchEngine.Initialise(Environment.ProcessorCount);
        var device = string.Equals(On, "cpu", StringComparison.Ordinal) ? CPU : new Device(DeviceType.CUDA, 0);
        _opened = NetworkCatalogue.Open(Network, "formula:1", float32, device);
        var values = new StreamKey(1, Network, "benchmark input").Open().Normal(3 * 224 * 224);
        _probe = new Probe { Network = _opened.Network, Input = tensor(values, [1, 3, 224, 224], float32).to(device), Targets = [7] };
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _probe.Input.Dispose();
        _opened.Dispose();
    }

    /// <summary>Reading one number waits for the device.</summary>
    [Benchmark]
    public float Gradient()
    {
        using var scope = NewDisposeScope();
        return new Gradient().Run(_probe).Value.flatten().narrow(0, 0, 1).item<float>();
    }
}
