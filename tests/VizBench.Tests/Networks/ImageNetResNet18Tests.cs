using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Tests.Data;
using VizBench.Tests.Onnx;

namespace VizBench.Tests.Networks;

/// <summary>The network that was trained on photographs: its graph and its names without its file, and how weights are taken from such a file.</summary>
public sealed class ImageNetResNet18Tests
{
    private static readonly Architecture s_network = NetworkCatalogue.ArchitectureOf("imagenet-resnet18");

    [Test]
    public void It_is_torchvisions_graph_with_one_block_more_and_without_the_classifier()
    {
        var whole = NetworkCatalogue.ArchitectureOf("resnet18");
        var further = whole.Layers.Where(layer => layer.Name.StartsWith("layer4.1.", StringComparison.Ordinal)).Select(layer => TextOf(layer).Replace("layer4.1.", "layer4.2.", StringComparison.Ordinal).Replace("layer4.0.", "layer4.1.", StringComparison.Ordinal));
        Assert.That(s_network.Layers.SkipLast(1).Select(TextOf), Is.EqualTo(whole.Layers.SkipLast(3).Select(TextOf).Concat(further)));
        Assert.That(TextOf(s_network.Layers[^1]), Is.EqualTo(TextOf(whole.LayerNamed("avgpool")).Replace("layer4.1.", "layer4.2.", StringComparison.Ordinal)));
        Assert.That(s_network.TrainedParameterCount, Is.EqualTo(15_897_152));
        Assert.That(() => s_network.CheckHasClasses("a class"), Throws.TypeOf<UserError>().With.Message.Contains("imagenet-resnet18 has none: its last layer, 'avgpool', gives maps of shape (512, 1, 1)"));
    }

    [TestCase("Convolution249_Output_0", "conv1")]
    [TestCase("BatchNormalization251", "bn1")]
    [TestCase("Pooling255_Output_0", "maxpool")]
    [TestCase("Plus267_Output_0", "layer1.0.add")]
    [TestCase("Convolution295_Output_0", "layer2.0.downsample.0")]
    [TestCase("ReLU347_Output_0", "layer3.1.relu_1")]
    [TestCase("ReLU379_Output_0", "layer4.1.relu_1")]
    [TestCase("Convolution387_Output_0", "layer4.2.conv2")]
    [TestCase("Pooling395_Output_0", "avgpool")]
    public void The_names_in_the_published_file_are_aliases(string alias, string layer) => Assert.That(s_network.LayerNamed(alias).Name, Is.EqualTo(layer));

    [Test]
    public void Weights_come_from_the_nodes_that_the_aliases_name()
    {
        using var folder = new TestFolder();
        var path = Written(folder, Model("c7", "b9"));
        using var imported = NetworkCatalogue.Open(path, null, float64, CPU);
        var architecture = Small("c7", "b9");
        using var state = NodeWeights.Read(path, architecture);
        using var network = WeightLoader.Load(architecture, state, float64, CPU);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var input = tensor(Enumerable.Range(0, 60).Select(i => Math.Sin(i)).ToArray(), [1, 3, 4, 5]);
        var (ours, onnx) = (ForwardWalk.Outputs(network, input, ["bn"])[0], ForwardWalk.Outputs(imported.Network, input, ["y"])[0]);
        Assert.That(ours.data<double>().ToArray(), Is.EqualTo(onnx.data<double>().ToArray()).Within(1e-12));
    }

    [Test]
    public void A_file_of_another_network_is_refused_with_what_it_lacks()
    {
        using var folder = new TestFolder();
        var path = Written(folder, Model("c7", "other"));
        Assert.That(() => NodeWeights.Read(path, Small("c7", "b9")), Throws.TypeOf<FileError>().With.Message.EqualTo($"{path}: graph: no node is called b9, from which bn takes its weights"));
        Assert.That(
            () => NodeWeights.Read(path, s_network), Throws.TypeOf<FileError>().With.Message.Contains("no node is called Convolution249_Output_0 or Convolution249, from which conv1 takes its weights"));
        var shorter = Written(folder, new OnnxBuilder(13, 3, 4, 5).NamedNode("c7", "Relu", "x", "y").NamedNode("b9", "Relu", "x", "z"));
        Assert.That(() => NodeWeights.Read(shorter, Small("c7", "b9")), Throws.TypeOf<FileError>().With.Message.Contains("node 'c7' (Relu): its input 1, the weight of conv, is no tensor of the file"));
    }

    [Test]
    public void A_file_with_further_layers_is_refused()
    {
        using var folder = new TestFolder();
        var path = Written(folder, new OnnxBuilder(13, 3, 4, 5).Weights("w", [2, 3, 1, 1], 0.5, -1, 0.25, 2, 1, -0.5).Weights("v", [2, 2, 1, 1], 1, 2, 3, 4)
            .NamedNode("c7", "Conv", "x w", "c", OnnxBuilder.Ints("kernel_shape", 1, 1)).NamedNode("c9", "Conv", "c v", "y", OnnxBuilder.Ints("kernel_shape", 1, 1)));
        var architecture = new Architecture("small", [3, 4, 5], Preprocessing.ImageNet, [Small("c7", "b9").Layers[0]]);
        Assert.That(() => NodeWeights.Read(path, architecture), Throws.TypeOf<FileError>().With.Message.EqualTo($"{path}: node 'c9' (Conv): it has weights, and small has no such layer"));
    }

    private static string TextOf(Layer layer) => $"{layer.Name} = {layer.Operation} ({string.Join(' ', layer.Inputs)})";

    private static OnnxBuilder Model(string convolution, string norm) => new OnnxBuilder(13, 3, 4, 5)
        .Weights("w", [2, 3, 1, 1], 0.5, -1, 0.25, 2, 1, -0.5)
        .Weights("scale", [2], 1.5, -0.5).Weights("shift", [2], 0.1, 0.2).Weights("mean", [2], 0.3, -0.2).Weights("variance", [2], 0.9, 1.7)
        .NamedNode(convolution, "Conv", "x w", "c", OnnxBuilder.Ints("kernel_shape", 1, 1))
        .NamedNode(norm, "BatchNormalization", "c scale shift mean variance", "y");

    private static Architecture Small(string convolution, string norm) => new("small", [3, 4, 5], Preprocessing.ImageNet,
    [
        new Layer("conv", new Convolution(3, 2, 1) { HasBias = false }, [Architecture.InputName]) { Aliases = [convolution] },
        new Layer("bn", new BatchNorm(2), ["conv"]) { Aliases = [norm] },
    ]);

    private static string Written(TestFolder folder, OnnxBuilder model)
    {
        File.WriteAllBytes(folder.File("model.onnx"), model.Build());
        return folder.File("model.onnx");
    }
}
