using System.Globalization;
using System.Text.Json;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;

namespace VizBench.Benchmarks;

/// <summary>
/// Prints the tables of docs/agreement.md: how far float64 logits and input gradients are from the stored ones, of the zoo
/// (eng/reference/torchvision_values.py) and of networks imported from ONNX (eng/reference/onnx_models.py), with weights and
/// inputs by formula. Usage: agreement [NETWORK|FILE.onnx…]
/// </summary>
internal static class Agreement
{
    private static readonly string s_tests = Path.Combine(ProductFiles.Root, "tests", "VizBench.Tests");

    private static IEnumerable<string> Zoo => NetworkCatalogue.All.Where(entry => entry is { Committed: false, Obtainable: null }).Select(entry => entry.Name);

    private static IEnumerable<string> OnnxFiles => Directory.EnumerateFiles(Path.Combine(s_tests, "Onnx", "Models"), "*.onnx").Order(StringComparer.Ordinal);

    internal static int Run(string[] args)
    {
        TorchEngine.Initialise(Environment.ProcessorCount);
        if (args.Length > 0)
        {
            PrintTable(args.Select(NetworkCatalogue.Canonical));
            return 0;
        }

        PrintTable(Zoo);
        Console.WriteLine();
        PrintTable(OnnxFiles);
        return 0;
    }

    private static void PrintTable(IEnumerable<string> networks)
    {
        Console.WriteLine("| network | layers | parameters | input | logits | input gradient |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var network in networks)
            Print(network);
    }

    private static void Print(string network)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(network, "formula:1", float64, CPU);
        var architecture = opened.Network.Architecture;
        using var expected = JsonDocument.Parse(JsonFile.Read(ExpectedFile(network), 1 << 24));
        var root = expected.RootElement;
        var input = InputOf(architecture, root);
        var target = root.GetProperty("target").GetInt64();
        var probe = new Probe { Network = opened.Network, Input = input, Targets = [.. Enumerable.Repeat(target, (int)input.shape[0])] };
        double[] logits;
        using (no_grad())
            logits = ForwardWalk.Logits(opened.Network, input).data<double>().ToArray();
        var gradient = new Gradient().Run(probe).Value.data<double>().ToArray();
        Console.WriteLine(
            $"| `{architecture.Name}` | {architecture.Layers.Count} | {architecture.TrainedParameterCount.ToString("N0", CultureInfo.InvariantCulture)} | {input.shape[2]} "
            + $"| {Error(root, "logits", logits)} | {Error(root, "gradient", gradient)} |");
    }

    private static string ExpectedFile(string network) => OnnxNetwork.IsFile(network)
        ? Path.ChangeExtension(network, ".expected.json")
        : Path.Combine(s_tests, "Networks", "Expected", network + ".json");

    // The zoo's values are those of one input, the ONNX networks' of two.
    private static Tensor InputOf(Architecture architecture, JsonElement expected) => expected.TryGetProperty("inputSize", out var size)
        ? FormulaWeights.Input(architecture.Name, 1, 1, 3, size.GetInt64(), size.GetInt64())
        : FormulaWeights.Input(architecture.Name, 1, [2, .. architecture.InputShape]);

    /// <summary>The largest difference over the largest expected value; of every stride-th value where not all are stored.</summary>
    private static string Error(JsonElement expected, string what, double[] actual)
    {
        var stride = expected.TryGetProperty(what + "Stride", out var every) ? every.GetInt32() : 1;
        var numbers = expected.GetProperty(what).EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var largest = expected.TryGetProperty(what + "MaxAbs", out var most) ? most.GetDouble() : numbers.Max(Math.Abs);
        var error = numbers.Zip(actual.Where((_, i) => i % stride == 0), (e, a) => Math.Abs(e - a)).Max() / largest;
        return error == 0 ? "0" : error.ToString("0.0e+0", CultureInfo.InvariantCulture);
    }
}
