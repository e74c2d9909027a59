using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Export;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Tests.Data;

namespace VizBench.Tests.Onnx;

/// <summary>Networks written as ONNX files: read back they are the same, and ONNX Runtime computes the same with them.</summary>
internal sealed class OnnxExportTests
{
    private static IEnumerable<string> Networks() => NetworkCatalogue.All.Select(entry => entry.Name).Where(name => !name.Contains('@', StringComparison.Ordinal));

    private static IEnumerable<string> Small() => ["vgg-mini", "vgg-mini-shortcut", "alexnet-mini", "alexnet-mini-robust", "caffenet-mini", "googlenet-mini", "resnet-mini"];

    [TestCaseSource(nameof(Networks))]
    public void Every_network_of_the_catalogue_can_be_written(string network) =>
        Assert.That(OnnxFile.Obstacle(NetworkCatalogue.ArchitectureOf(network)), Is.Null);

    [TestCaseSource(nameof(Small))]
    public void What_is_read_back_has_the_same_layers_and_gives_the_same(string network)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        using var folder = new TestFolder();
        using var opened = NetworkCatalogue.Open(network, null, ScalarType.Float64, CPU);
        var path = folder.File("model.onnx");
        OnnxFile.Write(path, opened.Network);
        using var file = OnnxNetwork.Read(path);
        Assert.That(Described(file.Architecture), Is.EqualTo(Described(opened.Network.Architecture)));
        using var read = WeightLoader.Load(file.Architecture, file.Weights, ScalarType.Float64, CPU);
        var input = Input(opened.Network);
        Assert.That(Values(read, input), Is.EqualTo(Values(opened.Network, input)), "to the last bit");
    }

    [TestCaseSource(nameof(Small))]
    [Category(Checkout.Category)]
    public void Onnx_runtime_computes_the_same(string network)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        using var folder = new TestFolder();
        using var opened = NetworkCatalogue.Open(network, null, ScalarType.Float32, CPU);
        var path = folder.File("model.onnx");
        OnnxFile.Write(path, opened.Network);
        var input = Input(opened.Network);
        var theirs = OnnxRuntimeOracle.Run(File.ReadAllBytes(path), input.data<float>().ToArray(), input.shape);
        using var exact = opened.Network.To(ScalarType.Float64, CPU);
        Assert.That(OnnxRuntimeOracle.Error(theirs, Values(exact, input.to(ScalarType.Float64))), Is.LessThan(OnnxRuntimeOracle.Tolerance));
    }

    [Test]
    public void What_is_not_written_is_named()
    {
        using var file = OnnxNetwork.Read(TestFiles.Path("Onnx", "Models", "convnext_tiny.onnx"));
        Assert.That(OnnxFile.Obstacle(file.Architecture), Does.StartWith("convnext_tiny: layer '").And.Contains("is not written to ONNX files"));
    }

    /// <summary>Name, inputs, operation and parameters of every layer. Adaptive pooling is written as the pooling that it is at the network's size.</summary>
    private static IEnumerable<string> Described(Architecture architecture) => architecture.Layers.Select(layer =>
        $"{layer.Name} ← {string.Join(' ', layer.Inputs)}: {(layer.Operation is AdaptiveAveragePool or AveragePool ? "average" : layer.Operation)} {string.Join(' ', layer.Operation.Parameters.Select(parameter => layer.ParameterName(parameter.Role)))}");

    private static Tensor Input(Network network)
    {
        long[] shape = [2, .. network.Architecture.InputShape];
        return tensor([.. Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(i => Math.Sin(i * 0.37))], shape, network.dtype);
    }

    private static double[] Values(Network network, Tensor input) => ForwardWalk.Logits(network, input).to(ScalarType.Float64).contiguous().data<double>().ToArray();
}
