using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Tests.Weights;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>What a network from an ONNX file is called, holds and ends in.</summary>
public sealed class OnnxNetworkTests
{
    [Test]
    public void A_layer_is_called_after_its_output_and_can_be_asked_for_by_its_nodes_name()
    {
        var architecture = Read(Small());
        Assert.That(architecture.Layers.Select(layer => layer.Name), Is.EqualTo(new[] { "c", "r", "f", "y" }));
        Assert.That(architecture.LayerNamed("first").Name, Is.EqualTo("c"));
        Assert.That(architecture.LayerNamed("second").Name, Is.EqualTo("r"));
        Assert.That(architecture.ParameterShapes.Select(parameter => parameter.Key), Is.EqualTo(new[] { "conv.weight", "conv.bias", "fc.weight" }));
        Assert.That(architecture.Name, Is.EqualTo("model"));
        Assert.That(architecture.Output.Name, Is.EqualTo("y"));
    }

    [Test]
    public void A_layers_own_name_goes_before_anothers_node_name()
    {
        var builder = new OnnxBuilder().NamedNode("r", "Sigmoid", "x", "s").NamedNode("other", "Relu", "s", "r").Node("Add", "r s", "y");
        Assert.That(Read(builder).LayerNamed("r").Operation, Is.InstanceOf<ReLU>());
    }

    [Test]
    public void A_tensor_called_as_the_product_calls_the_input_gets_another_name()
    {
        var architecture = Read(new OnnxBuilder().Node("Relu", "x", "input").Node("Sigmoid", "input", "y"));
        Assert.That(architecture.Layers.Select(layer => layer.Inputs[0]), Is.EqualTo(new[] { "input", "input.2", "y" }));
    }

    [Test]
    public void A_last_softmax_lies_behind_the_output([Values("Softmax", "LogSoftmax")] string type)
    {
        var builder = new OnnxBuilder(9).Node("Flatten", "x", "f").Node(type, "f", "p").Output("p");
        var architecture = Read(builder);
        Assert.That(architecture.Output.Name, Is.EqualTo("f"));
        Assert.That(architecture.LayerNamed("p").Inputs, Is.EqualTo(new[] { "f" }));
    }

    [Test]
    public void An_output_of_one_row_and_column_is_flattened()
    {
        var architecture = Read(new OnnxBuilder().Node("GlobalAveragePool", "x", "g").Node("Softmax", "g", "p", Int("axis", 1)).Node("Flatten", "p", "o").Output("o"));
        Assert.That(architecture.ClassCount, Is.EqualTo(4));
        Assert.That(architecture.ShapeOf(architecture.Output.Name), Is.EqualTo(new long[] { 4 }));
        Assert.That(architecture.Output.Inputs, Is.EqualTo(new[] { "g" }));
    }

    [Test]
    public void Of_several_outputs_the_first_is_the_networks_and_what_none_needs_is_left_out()
    {
        var builder = new OnnxBuilder().Node("Relu", "x", "r").Node("Flatten", "r", "y").Node("Sigmoid", "r", "s").Node("NotAnOperator", "r", "dead")
            .Output("y").Output("s");
        var architecture = Read(builder);
        Assert.That(architecture.Output.Name, Is.EqualTo("y"));
        Assert.That(architecture.Layers.Select(layer => layer.Name), Is.EqualTo(new[] { "r", "y", "s" }));
    }

    [Test]
    public void An_input_of_open_size_is_224_pixels_high_and_wide()
    {
        var architecture = Read(new OnnxBuilder(13, 3, -1, -1) { Batch = null }.Node("Relu", "x", "y"));
        Assert.That(architecture.InputShape, Is.EqualTo(new long[] { 3, 224, 224 }));
        Assert.That((architecture.Preprocessing.Resize, architecture.Preprocessing.Crop), Is.EqualTo((256, 224)));
        Assert.That(architecture.Preprocessing.Mean, Is.EqualTo(Preprocessing.ImageNet.Mean));
    }

    [Test]
    public void A_picture_for_an_input_that_is_not_square_is_cropped_to_it()
    {
        var preprocessing = Read(new OnnxBuilder(13, 3, 28, 56).Node("Relu", "x", "y")).Preprocessing;
        Assert.That((preprocessing.Resize, preprocessing.Crop, preprocessing.CropWidth), Is.EqualTo((64, 28, 56)));
    }

    [Test]
    public void A_companion_says_what_the_model_can_not()
    {
        var companion = """
            {"preprocessing": {"resize": 40, "crop": 32, "mean": [0, 0.5, 1], "std": [1, 2, 3], "blueFirst": true}, "classes": ["a", "b", "c"], "input": [3, 32, 32]}
            """;
        var architecture = Read(new OnnxBuilder(13, 3, -1, -1).Node("GlobalAveragePool", "x", "y"), companion);
        Assert.That(architecture.InputShape, Is.EqualTo(new long[] { 3, 32, 32 }));
        Assert.That(architecture.Classes, Is.EqualTo(new[] { "a", "b", "c" }));
        var preprocessing = architecture.Preprocessing;
        Assert.That((preprocessing.Resize, preprocessing.Crop, preprocessing.BlueFirst), Is.EqualTo((40, 32, true)));
        Assert.That(preprocessing.Mean.Concat(preprocessing.Std), Is.EqualTo(new[] { 0, 0.5, 1, 1, 2, 3 }));
    }

    [TestCase("{", "line 1: is not valid JSON")]
    [TestCase("[]", "file: expected an object")]
    [TestCase("""{"sizes": 1}""", "'sizes' is unknown; there are preprocessing, classes, input")]
    [TestCase("""{"preprocessing": {"scale": 1}}""", "preprocessing: 'scale' is unknown")]
    [TestCase("""{"preprocessing": {"mean": [1]}}""", "preprocessing.mean: gives 1 number; the network takes 4 channels, give one number for each")]
    [TestCase("""{"preprocessing": {"std": [0, 1, 1]}}""", "preprocessing.std: expected positive numbers")]
    [TestCase("""{"preprocessing": {"crop": 300, "resize": 200}}""", "preprocessing.resize: is 200, less than the crop of 300")]
    [TestCase("""{"preprocessing": {"crop": -1}}""", "preprocessing.crop: expected a whole number")]
    [TestCase("""{"preprocessing": {"blueFirst": 1}}""", "preprocessing.blueFirst: expected true or false")]
    [TestCase("""{"classes": ["a"]}""", "classes: names 1 classes; the network has 120")]
    [TestCase("""{"classes": [1]}""", "classes: expected a list of texts")]
    [TestCase("""{"input": [3, 0, 1]}""", "input: expected three positive whole numbers")]
    [TestCase("""{"input": [4, 7, 6]}""", "the companion file says (4, 7, 6)")]
    public void A_companion_that_is_wrong(string companion, string message) =>
        Assert.That(() => Read(new OnnxBuilder().Node("Relu", "x", "y"), companion), Throws.InstanceOf<FileError>().With.Message.Contains(message));

    [Test]
    public void Initializers_may_be_stored_in_each_of_the_formats_ways()
    {
        double[] values = [0.5, -2, 3, 0.25];
        var bits = values.Select(value => (long)BitConverter.HalfToUInt16Bits((Half)value)).ToArray();
        var brain = values.Select(value => (long)(BitConverter.SingleToUInt32Bits((float)value) >> 16)).ToArray();
        var packed = new Wire();
        foreach (var word in brain)
            packed.Varint((ulong)word);
        Wire[] tensors =
        [
            Head("s", [4], 1).Block(4, [.. values.SelectMany(value => BitConverter.GetBytes((float)value))]),
            values.Aggregate(Head("s", [4], 1), (tensor, value) => tensor.Float(4, (float)value)),
            Head("s", [4], 11).Block(10, [.. values.SelectMany(BitConverter.GetBytes)]),
            bits.Aggregate(Head("s", [4], 10), (tensor, value) => tensor.Integer(5, value)),
            Head("s", [4], 16).Block(5, packed.Bytes),
            Head("s", [4], 10).Block(9, [.. values.SelectMany(value => BitConverter.GetBytes((Half)value))]),
            Head("s", [4], 1).Block(9, [.. values.SelectMany(value => BitConverter.GetBytes((float)value))]),
            Doubles("s", [4], values),
        ];
        foreach (var tensor in tensors)
        {
            using var folder = new TemporaryFolder();
            var model = new OnnxBuilder().Initializer(tensor).Integers("shape", 4, 1, 1).Node("Reshape", "s shape", "s4").Node("PRelu", "x s4", "y");
            using var file = OnnxNetwork.Read(folder.File("model.onnx", model.Build()));
            using var scope = NewDisposeScope();
            Assert.That(file.Weights["s"].ToTensor(float64).data<double>().ToArray(), Is.EqualTo(values));
        }
    }

    [Test]
    public void External_data_gives_the_same_network_and_is_part_of_its_hash()
    {
        using var folder = new TemporaryFolder();
        var kernel = Enumerable.Range(0, 12).SelectMany(i => BitConverter.GetBytes(i - 5.5)).ToArray();
        folder.File("weights.bin", [1, 2, 3, 4, .. kernel]);
        var inside = Open(folder.File("inside.onnx", ConvolutionOf(w => w.Block(9, kernel))));
        var external = folder.File("external.onnx", ConvolutionOf(w => External(w, ("location", "weights.bin"), ("offset", "4"), ("length", "96"))));
        var first = Open(external);
        folder.File("weights.bin", [9, 2, 3, 4, .. kernel]);
        var second = Open(external);
        Assert.Multiple(() =>
        {
            Assert.That(first.Values, Is.EqualTo(inside.Values));
            Assert.That(second.Values, Is.EqualTo(inside.Values));
            Assert.That(new[] { inside.Hash, first.Hash, second.Hash }, Is.Unique);
        });

        static (double[] Values, string Hash) Open(string path)
        {
            using var scope = NewDisposeScope();
            using var opened = NetworkCatalogue.Open(path, null, float64, CPU);
            return (opened.Network.Parameters["w"].data<double>().ToArray(), opened.WeightsSha256);
        }
    }

    [Test]
    public void Weights_from_a_file_replace_those_of_the_model_but_not_its_constants()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.onnx", Small().Build());
        var other = folder.File("other.safetensors", []);
        File.Delete(other);
        using (var file = OnnxNetwork.Read(path))
        using (var state = new StateDict(file.Weights.Select(weight => new WeightTensor(weight.Name, weight.Dtype, weight.Shape, new byte[weight.ByteCount]))))
            SafetensorsFile.Write(other, state);
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(path, other, float64, CPU);
        Assert.That(opened.WeightsSource, Is.EqualTo(other));
        Assert.That(opened.Network.Parameters.Values.SelectMany(tensor => tensor.data<double>().ToArray()), Is.All.Zero);
    }

    [Test]
    public void Receptive_fields_count_padding_of_its_own_on_each_side()
    {
        var builder = new OnnxBuilder(13, 1, 20, 20).Weights("w", [1, 1, 3, 3], new double[9])
            .Node("Conv", "x w", "a", Ints("pads", 2, 1, 0, 1), Ints("strides", 2, 1)).Node("MaxPool", "a", "b", Ints("kernel_shape", 2, 2), Ints("strides", 2, 2), Ints("pads", 0, 1, 1, 0))
            .Integers("s", 1).Integers("e", 4).Integers("ax", 2).Node("Slice", "b s e ax", "y");
        var fields = ReceptiveFields.Of(Read(builder));
        Assert.Multiple(() =>
        {
            Assert.That(fields["a"], Is.EqualTo(new ReceptiveField(new(3, 2, -2), new(3, 1, -1))));
            Assert.That(fields["b"], Is.EqualTo(new ReceptiveField(new(5, 4, -2), new(4, 2, -2))));
            Assert.That(fields["y"], Is.EqualTo(new ReceptiveField(new(5, 4, 2), new(4, 2, -2))));
        });
    }

    /// <summary>The pixels that change a unit are those that its field names: measured by the gradient.</summary>
    [TestCase("shufflenet_v2_x1_0", "/stage2/stage2.0/Reshape_1_output_0", false)]
    [TestCase("mobilenet_v2", "/features/features.3/Add_output_0", false)]
    [TestCase("efficientnet_b0", "/features/features.1/features.1.0/block/block.1/Mul_output_0", true)]
    [TestCase("convnext_tiny", "/features/features.1/features.1.0/Add_output_0", false)]
    public void A_units_receptive_field_is_what_its_gradient_reaches(string name, string layer, bool whole)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open(TestFiles.Path("Onnx", "Models", name + ".onnx"), "formula:1", float64, CPU);
        var architecture = opened.Network.Architecture;
        if (!architecture.Layers.Any(candidate => string.Equals(candidate.Name, layer, StringComparison.Ordinal)))
            Assert.Fail($"{layer} is none of {string.Join(' ', architecture.Layers.Take(40).Select(candidate => candidate.Name))}");
        var size = architecture.InputShape[1];
        var input = (arange(0, 3 * size * size, 1, float64).reshape(1, 3, size, size) * 0.7).detach();
        input = (input - (input / 1.9)) * 0.001;
        input.requires_grad_();
        var output = ForwardWalk.Outputs(opened.Network, input, [layer])[0];
        var unit = output.shape[3] / 2;
        var gradient = autograd.grad([output], [input], [Seed(output, unit)])[0].abs().sum(new long[] { 0, 1 });
        var rows = Reached(gradient.sum(1));

        var field = ReceptiveFields.Of(architecture)[layer].Rows;
        var (first, last) = field.Of(unit, size);
        Assert.That(field.Stride == 0, Is.EqualTo(whole));
        Assert.That(rows, Is.EqualTo((first, last)));
    }

    private static Tensor Seed(Tensor output, long unit)
    {
        var seed = zeros_like(output);
        seed.select(3, unit).select(2, unit).fill_(1);
        return seed;
    }

    private static (long First, long Last) Reached(Tensor values)
    {
        var numbers = values.data<double>().ToArray();
        return (Array.FindIndex(numbers, value => value > 0), Array.FindLastIndex(numbers, value => value > 0));
    }

    private static OnnxBuilder Small() => new OnnxBuilder().Weights("conv.weight", [2, 4, 1, 1], 1, 2, 3, 4, 5, 6, 7, 8).Weights("conv.bias", [2], 1, 2)
        .Weights("fc.weight", [3, 60], new double[180])
        .NamedNode("first", "Conv", "x conv.weight conv.bias", "c").NamedNode("second", "Relu", "c", "r").Node("Flatten", "r", "f").Node("Gemm", "f fc.weight", "y", Int("transB", 1)).Output("y");

    private static byte[] ConvolutionOf(Action<Wire> values)
    {
        var tensor = Head("w", [3, 4, 1, 1], DoubleType);
        values(tensor);
        return new OnnxBuilder().Initializer(tensor).Node("Conv", "x w", "y").Build();
    }

    private static Architecture Read(OnnxBuilder builder, string? companion = null)
    {
        using var folder = new TemporaryFolder();
        if (companion is not null)
            folder.File("model.json", System.Text.Encoding.UTF8.GetBytes(companion));
        using var file = OnnxNetwork.Read(folder.File("model.onnx", builder.Build()));
        return file.Architecture;
    }
}
