using System.Globalization;
using System.Text.Json;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Benchmarks;

/// <summary>
/// Prints the table of docs/agreement.md: how far the zoo's float64 logits and input gradients are from the stored ones that
/// eng/reference/torchvision_values.py made. Usage: agreement [NETWORK…]
/// </summary>
internal static class Agreement
{
    internal static int Run(string[] args)
    {
        TorchEngine.Initialise(Environment.ProcessorCount);
        Console.WriteLine("| network | layers | parameters | input | logits | input gradient |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var entries = args.Length > 0 ? args.Select(NetworkCatalogue.Named) : NetworkCatalogue.All.Where(entry => !entry.Committed);
        foreach (var entry in entries)
            Print(entry);
        return 0;
    }

    private static void Print(NetworkEntry entry)
    {
        using var expected = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(ProductFiles.Root, "tests", "VizBench.Tests", "Networks", "Expected", entry.Name + ".json")));
        var root = expected.RootElement;
        var (size, stride) = (root.GetProperty("inputSize").GetInt32(), root.GetProperty("gradientStride").GetInt32());
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(entry.Name, "formula:1", float64, CPU);
        var probe = new Probe { Network = opened.Network, Input = Input(entry.Name, size), Targets = [root.GetProperty("target").GetInt64()] };
        double[] logits;
        using (no_grad())
            logits = ForwardWalk.Logits(opened.Network, probe.Input).data<double>().ToArray();
        var gradient = new Gradient().Run(probe).Value.data<double>().ToArray().Where((_, i) => i % stride == 0).ToArray();
        var architecture = opened.Network.Architecture;
        Console.WriteLine(
            $"| `{entry.Name}` | {architecture.Layers.Count} | {architecture.TrainedParameterCount.ToString("N0", CultureInfo.InvariantCulture)} | {size} "
            + $"| {Error(root.GetProperty("logits"), logits)} | {Error(root.GetProperty("gradient"), gradient)} |");
    }

    private static Tensor Input(string network, int size)
    {
        var stream = new StreamKey(1, network, "input").Open();
        var values = new double[3 * size * size];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(-2 + 4.0 * (stream.NextUInt32() >> 8) * (1.0 / (1 << 24)));
        return tensor(values, [1, 3, size, size]);
    }

    /// <summary>The largest difference over the largest expected value.</summary>
    private static string Error(JsonElement expected, double[] actual)
    {
        var numbers = expected.EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var error = numbers.Zip(actual, (e, a) => Math.Abs(e - a)).Max() / numbers.Max(Math.Abs);
        return error == 0 ? "0" : error.ToString("0.0e+0", CultureInfo.InvariantCulture);
    }
}
