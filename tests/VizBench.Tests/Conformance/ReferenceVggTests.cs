using System.Text.Json;
using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Networks.Weights;

namespace VizBench.Tests.Conformance;

/// <summary>
/// The methods against numbers that the field's own tools computed on a small VGG: tests/Conformance/vgg, whose format and
/// formulas tests/Conformance/README.md defines.
/// </summary>
public sealed class ReferenceVggTests
{
    private static readonly string s_folder = Path.Combine(VizBench.Files.ProductFiles.Root, "tests", "Conformance", "vgg");
    private static readonly string[] s_methods = ["forward", "gradient", "saliency", "input-x-gradient", "occlusion"];

    private static IEnumerable<TestCaseData> Cases()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "cases.json")));
        foreach (var element in document.RootElement.EnumerateArray())
        {
            if (s_methods.Contains(element.GetProperty("method").GetString(), StringComparer.Ordinal))
                yield return new TestCaseData(element.Clone()).SetArgDisplayNames(element.GetProperty("id").GetString()!);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Agrees_with_the_reference(JsonElement element)
    {
        using var scope = NewDisposeScope();
        using var weights = SafetensorsFile.Read(Path.Combine(s_folder, "weights.safetensors"));
        using var network = WeightLoader.Load(ArchitectureOf(weights), weights, float64, CPU);
        var input = TensorArrays.FromNdArray(NpyFile.Read(Path.Combine(s_folder, "input.npy")), float64, CPU);
        if (element.TryGetProperty("samples", out var samples))
            input = cat([.. samples.EnumerateArray().Select(sample => input.narrow(0, sample.GetInt64(), 1))]);
        var target = element.GetProperty("target");
        var probe = new Probe
        {
            Network = network,
            Input = input,
            Layer = element.TryGetProperty("module", out var module) ? module.GetString() : null,
            Targets = target.ValueKind == JsonValueKind.Number ? [.. Enumerable.Repeat(target.GetInt64(), (int)input.shape[0])] : [],
        };

        var method = MethodRegistry.Named(element.GetProperty("method").GetString()!).Create(Settings(element.GetProperty("set")));
        var actual = method.RunChecked(probe).Value;

        var expected = NpyFile.Read(Path.Combine(s_folder, element.GetProperty("expected").GetString()!));
        Assert.That(actual.shape, Is.EqualTo(expected.Shape));
        var numbers = expected.ToDoubles();
        var error = actual.data<double>().ToArray().Zip(numbers, (a, e) => Math.Abs(a - e)).Max();
        Assert.That(error, Is.LessThanOrEqualTo(element.GetProperty("rtol").GetDouble() * numbers.Max(Math.Abs)));
    }

    private static Dictionary<string, string> Settings(JsonElement set) => set.EnumerateObject().ToDictionary(
        property => property.Name,
        property => property.Value.ValueKind == JsonValueKind.Array ? string.Join(',', property.Value.EnumerateArray()) : property.Value.ToString(),
        StringComparer.Ordinal);

    /// <summary>The folder's layers.json names the layers, the weights tell their sizes; all convolutions are 3×3 with padding 1, all pools 2/2.</summary>
    private static Architecture ArchitectureOf(StateDict weights)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "layers.json")));
        var stack = new LayerStack();
        foreach (var layer in document.RootElement.EnumerateArray())
        {
            var name = layer.GetProperty("module").GetString()!;
            var shape = weights.TryGet(name + ".weight", out var weight) ? weight.Shape : [];
            stack.Add(name, layer.GetProperty("op").GetString() switch
            {
                "Conv" => new Convolution(shape[1], shape[0], 3) { Padding = 1 },
                "Relu" => new ReLU(),
                "MaxPool" => new MaxPool(2, 2),
                "Flatten" => new Flatten(),
                _ => new Linear(shape[1], shape[0]),
            });
        }

        return new Architecture("reference vgg", [3, 32, 32], Preprocessing.ConceptWorld(32), stack.Layers);
    }
}
