using System.Text.Json;
using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Attribution;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Networks;

/// <summary>
/// The zoo against torchvision, and against plain PyTorch where torchvision has no such network: float64 values and layer
/// names made by eng/reference/torchvision_values.py, with weights and input by formula.
/// </summary>
public sealed class TorchvisionAgreementTests
{
    private const double Tolerance = 1e-12;

    private static IEnumerable<string> Names => NetworkCatalogue.All.Where(entry => entry is { Committed: false, Obtainable: null }).Select(entry => entry.Name);

    [TestCaseSource(nameof(Names))]
    public void Logits_and_input_gradient_are_torchvisions(string name)
    {
        using var expected = Expected(name);
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(name, "formula:1", float64, CPU);
        var size = expected.RootElement.GetProperty("inputSize").GetInt64();
        var input = FormulaWeights.Input(name, 1, 1, 3, size, size);

        using (no_grad())
            AssertClose(Numbers(expected, "logits"), ForwardWalk.Logits(opened.Network, input).data<double>().ToArray(), "logits");

        var probe = new Probe { Network = opened.Network, Input = input, Targets = [expected.RootElement.GetProperty("target").GetInt64()] };
        var gradient = new Gradient().RunChecked(probe).Value.data<double>().ToArray();
        var stride = expected.RootElement.GetProperty("gradientStride").GetInt32();
        var sampled = gradient.Where((_, i) => i % stride == 0).ToArray();
        AssertClose(Numbers(expected, "gradient"), sampled, "gradient");
        var largest = expected.RootElement.GetProperty("gradientMaxAbs").GetDouble();
        Assert.That(gradient.Max(Math.Abs), Is.EqualTo(largest).Within(Tolerance * largest));
    }

    /// <summary>
    /// torchvision's are those of feature extraction in evaluation mode, dropout included; Caffe's those of the published
    /// definition, with "flatten" where Caffe flattens silently.
    /// </summary>
    [TestCaseSource(nameof(Names))]
    public void Layers_have_their_published_names_in_order(string name)
    {
        using var expected = Expected(name);
        var layers = expected.RootElement.GetProperty("layers").EnumerateArray().Select(layer => layer.GetString());
        Assert.That(NetworkCatalogue.ArchitectureOf(name).Layers.Select(layer => layer.Name), Is.EqualTo(layers));
    }

    private static JsonDocument Expected(string name) => JsonDocument.Parse(File.ReadAllText(TestFiles.Path("Networks", "Expected", name + ".json")));

    private static double[] Numbers(JsonDocument document, string property) =>
        [.. document.RootElement.GetProperty(property).EnumerateArray().Select(value => value.GetDouble())];

    private static void AssertClose(double[] expected, double[] actual, string what)
    {
        Assert.That(actual, Has.Length.EqualTo(expected.Length), what);
        var error = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.That(error, Is.LessThanOrEqualTo(Tolerance * expected.Max(Math.Abs)), what);
    }
}
