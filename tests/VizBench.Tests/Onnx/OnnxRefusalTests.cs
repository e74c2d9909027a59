using System.Diagnostics;
using NUnit.Framework;
using VizBench.Networks.Onnx;
using VizBench.Networks.Zoo;
using VizBench.Tests.Weights;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>Files that are broken, hostile, or beyond what is supported: each is refused in one line that says where and why.</summary>
public sealed class OnnxRefusalTests
{
    [Test]
    public void A_missing_file() => Assert.That(() => OnnxNetwork.Read("/no/such/model.onnx"), Throws.InstanceOf<FileError>().With.Message.Contains("there is no such file"));

    [Test]
    public void A_folder() => Assert.That(() => OnnxNetwork.Read(Path.GetTempPath()), Throws.InstanceOf<FileError>().With.Message.Contains("it is a folder"));

    [Test]
    public void An_empty_file() => Refused([], "graph: there is none; this is not an ONNX model");

    [Test]
    public void A_picture() => Refused([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13], "not an ONNX file");

    [Test]
    public void Text() => Refused("this is no model, however long it may be"u8.ToArray(), "not an ONNX file");

    [Test]
    public void A_number_of_more_than_ten_bytes() => Refused([8, .. Enumerable.Repeat((byte)0xff, 10), 1], "byte 1: a number of more than 64 bits");

    [Test]
    public void A_number_of_more_than_64_bits() => Refused([8, .. Enumerable.Repeat((byte)0xff, 9), 2], "byte 1: a number of more than 64 bits");

    [Test]
    public void A_length_beyond_the_file() => Refused(new Wire().Tag(7, 2).Varint(1000).Raw(1, 2, 3).Bytes, "has 1000 bytes and passes the end");

    [Test]
    public void A_length_beyond_any_signed_number() => Refused(new Wire().Tag(7, 2).Varint(ulong.MaxValue).Bytes, "has 18446744073709551615 bytes and passes the end");

    [Test]
    public void A_length_beyond_the_message_around_it() => Refused(
        new Wire().Message(7, new Wire().Tag(1, 2).Varint(50).Raw(1)).Block(2, new byte[100]).Bytes, "has 50 bytes and passes the end of its message");

    [Test]
    public void A_group([Values(3, 4)] int type) => Refused(new Wire().Tag(7, type).Bytes, $"is of wire type {type}");

    [Test]
    public void An_unknown_wire_type([Values(6, 7)] int type) => Refused(new Wire().Tag(7, type).Bytes, $"is of wire type {type}");

    [Test]
    public void A_field_numbered_zero() => Refused(new Wire().Tag(0, 0).Varint(1).Bytes, "a field numbered 0");

    [Test]
    public void A_field_of_another_kind() => Refused(new Wire().Integer(7, 3).Bytes, "field 7 is Varint, expected a text or message");

    [Test]
    public void A_second_graph() => Refused(new Wire().Message(7, new Wire()).Message(7, new Wire()).Bytes, "a second graph");

    [Test]
    public void A_name_that_is_not_UTF8() => Refused(Model(new Wire().Message(1, new Wire().Block(3, 0xff, 0xfe))), "a text that is not UTF-8");

    [Test]
    public void A_name_of_many_bytes() => Refused(Model(new Wire().Message(1, new Wire().Text(3, new string('n', 5000)))), "a text of 5000 bytes");

    [Test]
    public void Unknown_fields_of_every_kind_are_skipped()
    {
        var bytes = new OnnxBuilder().Node("Relu", "x", "y").Build();
        using var folder = new TemporaryFolder();
        using var file = OnnxNetwork.Read(folder.File(
            "model.onnx", [.. new Wire().Integer(900, -1).Tag(901, 1).Raw(new byte[8]).Float(902, 1).Text(903, "unknown").Bytes, .. bytes]));
        Assert.That(file.Architecture.Layers, Has.Count.EqualTo(2));
    }

    [Test]
    public void Deep_nesting_costs_nothing()
    {
        var nested = new byte[] { 1 };
        for (var i = 0; i < 2000; i++)
            nested = new Wire().Block(6, nested).Bytes;
        Refused(new OnnxBuilder().Node("If", "x", "y", new Wire().Text(1, "then_branch").Block(6, nested)).Build(), "operators that are not supported in opset 13: If (1 node");
    }

    [Test]
    public void A_file_cut_off_anywhere_is_refused_or_the_same()
    {
        using var folder = new TemporaryFolder();
        var bytes = Valid();
        for (var length = 0; length < bytes.Length; length++)
        {
            var path = folder.File("model.onnx", bytes[..length]);
            try
            {
                using var file = OnnxNetwork.Read(path);
                Assert.That(file.Architecture.Layers, Has.Count.EqualTo(4), $"cut at {length}");
            }
            catch (FileError)
            {
                // The documented refusal.
            }
        }
    }

    [Test]
    public void All_operators_that_are_not_supported_are_named()
    {
        var builder = new OnnxBuilder(11).NamedNode("first", "Loop", "x", "a").NamedNode("", "LSTM", "a", "b").NamedNode("third", "Loop", "b", "c").NamedNode("fourth", "Relu", "c", "y");
        var message = Refused(builder.Build(), "not supported in opset 11").Message;
        Assert.That(message, Does.Contain("LSTM (1 node, the graph's node 1), Loop (2 nodes, 'first')").And.Not.Contain("Relu"));
    }

    [Test]
    public void An_operator_of_another_domain()
    {
        var node = new Wire().Text(1, "x").Text(2, "y").Text(3, "own").Text(4, "Relu").Text(7, "com.example");
        Refused(Model(Graph(node)), "com.example.Relu (1 node, 'own')");
    }

    [Test]
    public void An_opset_that_is_not_supported([Values(0, 6, 25, 1000)] long opset) =>
        Refused(new OnnxBuilder(opset).Node("Relu", "x", "y").Build(), $"opset {opset} is not supported; export the model with an opset from 7 to 24");

    [Test]
    public void No_opset() => Refused(new Wire().Integer(1, 7).Message(7, Graph()).Bytes, "names no version of ONNX's operators");

    [Test]
    public void A_cycle() => Refused(
        new OnnxBuilder().Node("Relu", "b", "y").NamedNode("one", "Add", "x b", "a").NamedNode("two", "Relu", "a", "b").Build(),
        "node 'two' (Relu): reads the tensor 'a', which is computed from the node's own output: the graph has a cycle");

    [Test]
    public void A_node_that_reads_itself() => Refused(new OnnxBuilder().Node("Add", "x y", "y").Build(), "the graph has a cycle");

    [Test]
    public void A_tensor_that_nobody_makes() => Refused(new OnnxBuilder().NamedNode("n", "Add", "x ghost", "y").Build(), "node 'n' (Add): reads the tensor 'ghost', which no node, initializer or input makes");

    [Test]
    public void A_tensor_that_two_nodes_make() => Refused(new OnnxBuilder().Node("Relu", "x", "y").NamedNode("n", "Tanh", "x", "y").Build(), "node 'n' (Tanh): makes the tensor 'y'");

    [Test]
    public void Two_initializers_of_one_name() => Refused(
        new OnnxBuilder().Weights("w", [1], 1).Weights("w", [1], 2).Node("Add", "x w", "y").Build(), "tensor 'w': is there twice");

    [Test]
    public void No_output() => Refused(Model(new Wire().Message(11, ValueInfo("x", [1, 3, 4, 4]))), "graph output: the graph has none");

    [Test]
    public void Two_inputs() => Refused(
        Model(new Wire().Message(11, ValueInfo("x", [1, 3, 4, 4])).Message(11, ValueInfo("z", [1, 3, 4, 4])).Message(12, ValueInfo("x", null))), "the graph has 2 inputs (x, z)");

    [Test]
    public void An_input_that_is_no_picture() => Refused(Model(new Wire().Message(11, ValueInfo("x", [1, 80])).Message(12, ValueInfo("x", null))), "has 2 axes; supported is a picture (N, C, H, W)");

    [Test]
    public void An_input_with_an_open_number_of_channels() => Refused(new OnnxBuilder(13, -1, 4, 4).Node("Relu", "x", "y").Build(), "leaves the number of channels open; say it in a companion file");

    [Test]
    public void An_output_that_is_a_map() => Refused(new OnnxBuilder().Node("Relu", "x", "y").Output("y").Build(), "has the shape (N, 4, 5, 6); a classifier's first output is (N, classes)");

    [Test]
    public void A_shape_whose_product_overflows() => Refused(
        new OnnxBuilder().Initializer(Head("w", [1L << 62, 4, 1, 1], DoubleType)).Node("Conv", "x w", "y").Build(), "tensor 'w': its shape", "needs more than 2^63 bytes");

    [Test]
    public void A_negative_size() => Refused(new OnnxBuilder().Initializer(Head("w", [-1], DoubleType)).Node("Add", "x w", "y").Build(), "tensor 'w': its shape (-1) has a negative size");

    [Test]
    public void More_axes_than_any_tensor_has() => Refused(new OnnxBuilder().Initializer(Head("w", [1, 1, 1, 1, 1, 1, 1, 1, 1], DoubleType)).Node("Add", "x w", "y").Build(), "more than 8 entries");

    [Test]
    public void Raw_data_that_does_not_fill_the_shape([Values(0, 31, 33, 40)] int bytes) => Refused(
        new OnnxBuilder().Initializer(Head("w", [1, 4, 1, 1], DoubleType).Block(9, new byte[bytes])).Node("Conv", "x w", "y").Build(),
        $"tensor 'w': the file holds {bytes} bytes for it, its shape (1, 4, 1, 1) of Double needs 32");

    [Test]
    public void Numbers_that_do_not_fill_the_shape([Values(3, 5)] int count)
    {
        var tensor = Head("w", [1, 4, 1, 1], 10);
        for (var i = 0; i < count; i++)
            tensor.Integer(5, 0x3c00);
        Refused(new OnnxBuilder().Initializer(tensor).Node("Conv", "x w", "y").Build(), "its shape (1, 4, 1, 1) needs");
    }

    [Test]
    public void A_shape_of_gigabytes_without_data() => Refused(
        new OnnxBuilder().Initializer(Head("w", [120, 1 << 30], 10).Integer(5, 1)).Node("Flatten", "x", "f").Node("Gemm", "f w", "y").Build(),
        "tensor 'w': the file holds fewer values than its shape (120, 1073741824) needs");

    [Test]
    public void A_shape_that_a_convolution_can_not_take() => Refused(
        new OnnxBuilder().Weights("w", [2, 3, 1, 1], 1, 2, 3, 4, 5, 6).NamedNode("conv", "Conv", "x w", "y").Build(),
        "node 'conv' (Conv): an input of shape (4, 5, 6) has not the 3 channels that the weights are for");

    [Test]
    public void Padding_that_asks_for_terabytes() => Refused(
        new OnnxBuilder().Integers("p", 0, 0, 1 << 20, 1 << 20, 0, 0, 1 << 20, 1 << 20).NamedNode("pad", "Pad", "x p", "y").Build(), "node 'pad' (Pad): its output would have the shape");

    [Test]
    public void A_constant_of_terabytes() => Refused(
        new OnnxBuilder().Integers("s", 1 << 20, 1 << 20).Node("ConstantOfShape", "s", "c").Node("Add", "x c", "y").Build(), "makes a tensor of shape (1048576, 1048576), more than 2147483647 values");

    [Test]
    public void Constants_that_take_more_in_all_than_an_import_may_compute_with()
    {
        // Each a little less than the bound.
        var builder = new OnnxBuilder().Integers("s", 1 << 12, 1 << 12).Weights("row", [1, 2], 1, 2).Integers("t", 1 << 11, 1 << 12, 2);
        foreach (var name in new[] { "a", "b", "c" })
            builder.Node("Expand", "row t", name);
        builder.Node("Sub", "a b", "d").Node("Add", "d c", "e").Node("Add", "x e", "y");
        Refused(builder.Build(), "makes a constant of shape (2048, 4096, 2); the constants that are computed at import may have 256 MB in all");
    }

    [Test]
    public void Samples_that_are_mixed()
    {
        Refused(new OnnxBuilder().Integers("s", -1, 7).NamedNode("n", "Reshape", "x s", "y").Build(), "node 'n' (Reshape): makes (-1, 7) of (N, 4, 5, 6), which mixes samples");
        Refused(new OnnxBuilder().Node("Transpose", "x", "y", Ints("perm", 1, 0, 2, 3)).Build(), "moves the batch's axis");
        Refused(new OnnxBuilder().Node("ReduceMean", "x", "y").Build(), "joins all axes, the batch's too");
        Refused(new OnnxBuilder().Node("Concat", "x x", "y", Int("axis", 0)).Build(), "works along the batch's axis");
        Refused(new OnnxBuilder().Weights("w", [4, 1], 1, 2, 3, 4).Weights("v", [2, 4, 5, 6], new double[240]).Node("Add", "x v", "y").Build(), "the samples would get different numbers");
    }

    [Test]
    public void Batch_normalisation_as_in_training() => Refused(
        new OnnxBuilder(15).Weights("s", [4], 1, 1, 1, 1).Node("BatchNormalization", "x s s s s", "y", Int("training_mode", 1)).Build(), "export the model in evaluation mode");

    [Test]
    public void Weights_that_are_NaN()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.onnx", new OnnxBuilder().Weights("w", [1, 4, 1, 1], 1, double.NaN, 3, 4).Node("Conv", "x w", "y").Build());
        Assert.That(() => NetworkCatalogue.Open(path, null, float64, CPU), Throws.InstanceOf<UserError>().With.Message.Contains("tensor 'w' holds NaN or infinity"));
    }

    [TestCase("", "lies at ''")]
    [TestCase("/etc/passwd", "a location is a path inside the model's folder")]
    [TestCase("../secret.bin", "a location is a path inside the model's folder")]
    [TestCase("a/../../secret.bin", "a location is a path inside the model's folder")]
    [TestCase("..\\secret.bin", "a location is a path inside the model's folder")]
    [TestCase("C:\\secret.bin", "a location is a path inside the model's folder")]
    [TestCase("missing.bin", "its external data is missing")]
    [TestCase("link.bin", "is a link that leads out of the model's folder")]
    [TestCase("folder/data.bin", "is a link that leads out of the model's folder")]
    [TestCase("folder", "is a link that leads out of the model's folder")]
    [TestCase("loop.bin", "can't be followed")]
    [TestCase("short.bin", "pass the end of")]
    public void External_data_at_a_place_that_is_not_allowed_or_lacks_the_bytes(string location, string message)
    {
        using var folder = new TemporaryFolder();
        var inner = Directory.CreateDirectory(folder.File("inner")).FullName;
        folder.File("data.bin", new byte[64]);
        File.CreateSymbolicLink(Path.Combine(inner, "link.bin"), folder.File("data.bin"));
        File.CreateSymbolicLink(Path.Combine(inner, "loop.bin"), Path.Combine(inner, "loop.bin"));
        Directory.CreateSymbolicLink(Path.Combine(inner, "folder"), folder.Path);
        File.WriteAllBytes(Path.Combine(inner, "short.bin"), new byte[31]);
        var path = ExternalModel(inner, ("location", location));
        Assert.That(() => NetworkCatalogue.Open(path, null, float64, CPU).Dispose(), Throws.InstanceOf<FileError>().With.Message.Contains(message));
    }

    [TestCase("offset", "-1", "its external data has offset '-1', which is no count of bytes")]
    [TestCase("offset", "9223372036854775807", "pass the end of")]
    [TestCase("offset", "99999999999999999999", "which is no count of bytes")]
    [TestCase("offset", "33", "its 32 bytes from offset 33 pass the end of")]
    [TestCase("length", "31", "its external data has length 31, its shape (1, 4, 1, 1) of Double needs 32")]
    [TestCase("length", "x", "its external data has length 'x', which is no count of bytes")]
    public void External_data_whose_place_in_its_file_is_wrong(string key, string value, string message)
    {
        using var folder = new TemporaryFolder();
        folder.File("data.bin", new byte[64]);
        var path = ExternalModel(folder.Path, ("location", "data.bin"), (key, value));
        Assert.That(() => NetworkCatalogue.Open(path, null, float64, CPU).Dispose(), Throws.InstanceOf<FileError>().With.Message.Contains(message));
    }

    [Test]
    public void A_link_inside_the_folder_is_followed()
    {
        using var folder = new TemporaryFolder();
        folder.File("data.bin", new byte[64]);
        File.CreateSymbolicLink(folder.File("link.bin"), "data.bin");
        using var opened = NetworkCatalogue.Open(ExternalModel(folder.Path, ("location", "link.bin")), null, float64, CPU);
        Assert.That(opened.Network.Parameters["w"].data<double>().ToArray(), Is.All.Zero);
    }

    [Test]
    public void A_hundred_thousand_nodes_are_refused_quickly()
    {
        var graph = new Wire().Message(11, ValueInfo("x", [1, 3, 4, 4]));
        for (var i = 0; i < 100_000; i++)
            graph.Message(1, new Wire().Text(1, i == 0 ? "x" : $"t{i - 1}").Text(2, $"t{i}").Text(4, "Relu"));
        var watch = Stopwatch.StartNew();
        Refused(Model(graph), "the graph has more than 32768 nodes");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public void Thirty_thousand_nodes_are_read_in_bounded_time()
    {
        var builder = new OnnxBuilder();
        for (var i = 0; i < 30_000; i++)
            builder.NamedNode("", "Relu", i == 0 ? "x" : $"t{i - 1}", i == 29_999 ? "y" : $"t{i}");
        var watch = Stopwatch.StartNew();
        using var folder = new TemporaryFolder();
        using var file = OnnxNetwork.Read(folder.File("model.onnx", builder.Build()));
        Assert.That(file.Architecture.Layers, Has.Count.EqualTo(30_001));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void Fields_without_end_are_refused() =>
        Refused([.. Enumerable.Repeat(new byte[] { 8, 1 }, 1_000_001).SelectMany(field => field)], "the file has more than 1000000 fields");

    internal static byte[] Valid() => new OnnxBuilder().Weights("w", [2, 4, 3, 3], new double[72]).Weights("b", [2], 1, 2).Integers("s", 0, -1)
        .Node("Conv", "x w b", "c", Ints("pads", 1, 1, 1, 1), Ints("strides", 1, 1)).Node("LeakyRelu", "c", "r", Float("alpha", 0.1))
        .Node("Reshape", "r s", "f").Weights("fc", [60, 3], new double[180]).Node("Gemm", "f fc", "y", Float("alpha", 0.5)).Output("y").Build();

    private static Wire Graph(params Wire[] nodes)
    {
        var graph = new Wire().Message(11, ValueInfo("x", [1, 3, 4, 4])).Message(12, ValueInfo("y", null));
        foreach (var node in nodes)
            graph.Message(1, node);
        return graph;
    }

    private static string ExternalModel(string folder, params (string Key, string Value)[] entries)
    {
        var tensor = Head("w", [1, 4, 1, 1], DoubleType);
        External(tensor, entries);
        var path = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(path, new OnnxBuilder().Initializer(tensor).Node("Conv", "x w", "y").Build());
        return path;
    }

    private static FileError Refused(byte[] bytes, params string[] reasons)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.onnx", bytes);
        var error = Assert.Throws<FileError>(() => OnnxNetwork.Read(path).Dispose());
        Assert.That(error!.Message, Does.StartWith(path).And.Not.Contain("\n"));
        foreach (var reason in reasons)
            Assert.That(error.Message, Does.Contain(reason));
        return error;
    }
}
