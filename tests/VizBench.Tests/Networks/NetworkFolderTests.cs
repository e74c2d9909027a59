using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Export;
using VizBench.Networks.Onnx;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Tests.Data;

namespace VizBench.Tests.Networks;

/// <summary>The folder in which programs of other languages get a network.</summary>
internal sealed class NetworkFolderTests
{
    private static IEnumerable<string> Networks() => NetworkCatalogue.All.Select(entry => entry.Name).Where(name => !name.Contains('@', StringComparison.Ordinal))
        .Concat(Directory.EnumerateFiles(TestFiles.Path("Onnx", "Models"), "*.onnx").Select(file => Path.GetFileName(file)));

    [TestCaseSource(nameof(Networks))]
    public void The_graph_says_all_that_the_layers_are_given(string network)
    {
        var architecture = ArchitectureOf(network);
        var layers = NetworkFolder.LayersOf(architecture);
        Assert.That(layers.Select(layer => (string)layer!["name"]!), Is.EqualTo(architecture.Layers.Select(layer => layer.Name)));
        var known = new HashSet<string>(StringComparer.Ordinal) { Architecture.InputName };
        foreach (var (written, layer) in layers.Select(layer => (JsonObject)layer!).Zip(architecture.Layers))
        {
            Assert.That(known.IsSupersetOf(written["inputs"]!.AsArray().Select(input => (string)input!)), "in topological order");
            known.Add(layer.Name);
            // What was read back is written the same, and so is the operation.
            var attributes = written["attributes"]!.ToJsonString();
            var read = JsonSerializer.Deserialize(attributes, layer.Operation.GetType(), NetworkFolder.Options)!;
            Assert.That(JsonSerializer.SerializeToNode(read, read.GetType(), NetworkFolder.Options)!.ToJsonString(), Is.EqualTo(attributes));
            Assert.That(((Operation)read).OutputShape([.. layer.Inputs.Select(architecture.ShapeOf)]), Is.EqualTo(written["shape"]!.AsArray().Select(extent => (long)extent!)));
            Assert.That(written["parameters"]!.AsObject().Select(parameter => (string)parameter.Value!), Is.EqualTo(layer.Operation.Parameters.Select(parameter => layer.ParameterName(parameter.Role))));
        }
    }

    [Test]
    public void The_attributes_have_the_names_that_the_documentation_gives()
    {
        var layers = NetworkFolder.LayersOf(ArchitectureOf("alexnet"));
        Assert.That(JsonNode.DeepEquals(layers[0], JsonNode.Parse("""
            { "name": "features.0", "operator": "Convolution", "inputs": ["input"],
              "attributes": { "in_channels": 3, "out_channels": 64, "kernel": [11, 11], "stride": [4, 4], "padding": [2, 2], "dilation": [1, 1], "groups": 1, "has_bias": true },
              "parameters": { "weight": "features.0.weight", "bias": "features.0.bias" }, "shape": [64, 55, 55], "aliases": [] }
            """)), layers[0]!.ToJsonString());
    }

    [Test]
    public void The_folder_holds_graph_and_weights_in_the_network_s_type()
    {
        using var folder = new TestFolder();
        using var opened = NetworkCatalogue.Open("vgg-mini", null, ScalarType.Float64, CPU);
        NetworkFolder.Write(folder.Path, opened.Network);
        var graph = JsonNode.Parse(File.ReadAllText(folder.File(NetworkFolder.GraphFile)))!;
        Assert.That(((int)graph["format"]!, (string)graph["dtype"]!, (string)graph["output"]!, (string)graph["probability"]!), Is.EqualTo((1, "float64", opened.Network.Architecture.Output.Name, "softmax")));
        Assert.That(graph["classes"]!.AsArray().Select(name => (string)name!), Is.EqualTo(opened.Network.Architecture.Classes));
        using var weights = SafetensorsFile.Read(folder.File((string)graph["weights"]!));
        Assert.That(weights.Names, Is.EquivalentTo(opened.Network.Parameters.Keys));
        foreach (var tensor in weights)
            Assert.That(tensor.ToArray(), Is.EqualTo(opened.Network.Parameters[tensor.Name].bytes.ToArray()), tensor.Name);
    }

    private static Architecture ArchitectureOf(string network)
    {
        if (!OnnxNetwork.IsFile(network))
            return NetworkCatalogue.ArchitectureOf(network);
        using var file = OnnxNetwork.Read(TestFiles.Path("Onnx", "Models", network));
        return file.Architecture;
    }
}
