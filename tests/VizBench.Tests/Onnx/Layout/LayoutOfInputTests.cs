using System.Text;
using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Tests.Weights;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>What tells the order of the input's axes: what reads it, then the companion file, then the sizes.</summary>
public sealed class LayoutOfInputTests
{
    [Test]
    public void A_pooling_behind_a_transpose_tells_that_channels_are_last()
    {
        var architecture = Read(new OnnxBuilder(13, 12, 10, 6).Node("Relu", "x", "r").Node("Transpose", "r", "t", Ints("perm", 0, 3, 1, 2)).Node("GlobalAveragePool", "t", "y"));
        Assert.That((architecture.InputLayout, architecture.InputShape), Is.EqualTo((InputLayout.ChannelsLast, new long[] { 6, 12, 10 })));
        Assert.That(architecture.Layers.Select(layer => layer.Name), Is.EqualTo(new[] { "r", "y", "logits" }));
    }

    [Test]
    public void A_convolution_tells_that_channels_are_first_whatever_the_sizes()
    {
        var architecture = Read(new OnnxBuilder(13, 16, 16, 3).Weights("w", [2, 16, 1, 1], TwoLayouts.Numbers(32)).Node("Conv", "x w", "c").Node("GlobalAveragePool", "c", "y"));
        Assert.That((architecture.InputLayout, architecture.InputShape), Is.EqualTo((InputLayout.ChannelsFirst, new long[] { 16, 16, 3 })));
    }

    [Test]
    public void Two_transposes_that_undo_each_other_tell_nothing_new()
    {
        var architecture = Read(new OnnxBuilder(13, 3, 8, 9).Node("Transpose", "x", "t", Ints("perm", 0, 2, 3, 1)).Node("Relu", "t", "r").Node("Transpose", "r", "u", Ints("perm", 0, 3, 1, 2))
            .Node("GlobalAveragePool", "u", "y"));
        Assert.That((architecture.InputLayout, architecture.InputShape), Is.EqualTo((InputLayout.ChannelsFirst, new long[] { 3, 8, 9 })));
        Assert.That(architecture.Layers.Select(layer => layer.Name), Is.EqualTo(new[] { "r", "y", "logits" }));
    }

    [Test]
    public void Of_one_channel_a_reshape_is_a_transpose()
    {
        var architecture = Read(new OnnxBuilder(13, 28, 24, 1).Integers("s", -1, 1, 28, 24).Weights("w", [2, 1, 3, 3], TwoLayouts.Numbers(18)).Node("Reshape", "x s", "t").Node("Conv", "t w", "c")
            .Node("GlobalAveragePool", "c", "y"));
        Assert.That((architecture.InputLayout, architecture.InputShape), Is.EqualTo((InputLayout.ChannelsLast, new long[] { 1, 28, 24 })));
        Assert.That(architecture.Layers[0].Inputs, Is.EqualTo(new[] { Architecture.InputName }));
    }

    [Test]
    public void Open_rows_and_columns_are_224_in_either_order()
    {
        var model = new OnnxBuilder(13, -1, -1, 3) { Batch = null }.Node("Transpose", "x", "t", Ints("perm", 0, 3, 1, 2)).Node("GlobalAveragePool", "t", "y");
        Assert.That(Read(model).InputShape, Is.EqualTo(new long[] { 3, 224, 224 }));
        Assert.That(Read(model, """{"input": [3, 64, 32]}""").InputShape, Is.EqualTo(new long[] { 3, 64, 32 }));
    }

    [TestCase(28, 28, 1, InputLayout.ChannelsLast)]
    [TestCase(32, 24, 3, InputLayout.ChannelsLast)]
    [TestCase(3, 24, 32, InputLayout.ChannelsFirst)]
    [TestCase(3, 32, 3, InputLayout.ChannelsFirst)]
    [TestCase(64, 4, 4, InputLayout.ChannelsFirst)]
    public void Where_no_node_tells_the_sizes_do(long first, long second, long third, InputLayout layout)
    {
        var model = new OnnxBuilder(13, first, second, third).Node("Flatten", "x", "y").Output("y");
        Assert.That(Read(model).InputLayout, Is.EqualTo(layout));
        foreach (var told in new[] { InputLayout.ChannelsFirst, InputLayout.ChannelsLast })
            Assert.That(Read(model, $$"""{"layout": "{{(told == InputLayout.ChannelsLast ? "NHWC" : "NCHW")}}"}""").InputLayout, Is.EqualTo(told));
    }

    [Test]
    public void The_weights_of_a_dense_layer_on_pixels_are_in_the_order_of_the_maps()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var file = OnnxNetwork.Read(folder.File("model.onnx", new OnnxBuilder(13, 5, 6, 3).Weights("w", [90, 2], TwoLayouts.Numbers(180)).Node("Flatten", "x", "f").Node("MatMul", "f w", "y").Output("y").Build()));
        using var network = WeightLoader.Load(file.Architecture, file.Weights, float64, CPU);
        var input = FormulaWeights.Input("pixels", 1, 2, 3, 5, 6);
        var expected = input.permute([0, 2, 3, 1]).flatten(1).matmul(tensor(TwoLayouts.Numbers(180), [90, 2]));
        Assert.That(ForwardWalk.Logits(network, input).data<double>().ToArray(), Is.EqualTo(expected.data<double>().ToArray()).Within(1e-13));
    }

    [TestCase("\"layout\": \"HWC\"", "layout: expected \"NCHW\" or \"NHWC\"")]
    [TestCase("\"layout\": \"NHWC\"", "layout: is NHWC, but node 'globalaveragepool_0' (GlobalAveragePool) of the model takes the channels from axis 1 of the input: it is NCHW; change that")]
    public void A_companion_that_contradicts(string entry, string message) =>
        Assert.That(() => Read(new OnnxBuilder(13, 3, 8, 8).Node("GlobalAveragePool", "x", "y"), $$"""{ {{entry}} }"""), Throws.InstanceOf<FileError>().With.Message.Contains(message));

    private static Architecture Read(OnnxBuilder builder, string? companion = null)
    {
        using var folder = new TemporaryFolder();
        if (companion is not null)
            folder.File("model.json", Encoding.UTF8.GetBytes(companion));
        using var file = OnnxNetwork.Read(folder.File("model.onnx", builder.Build()));
        return file.Architecture;
    }
}
