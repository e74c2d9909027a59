using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Tests.Weights;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>Forms in which people's exporters write what the import knows in another: each is read as that.</summary>
public sealed class OnnxFormTests
{
    [Test]
    public void Nodes_in_any_order_make_the_network_of_their_sorted_order()
    {
        (string Type, string Inputs, string Output)[] nodes = [("Conv", "x w", "c"), ("Relu", "c", "r"), ("Sigmoid", "c", "s"), ("Add", "r s", "y"), ("Flatten", "y", "logits")];
        var sorted = Written(nodes);
        Assert.That(sorted.Layers.Select(layer => layer.Name), Is.EqualTo(new[] { "c", "r", "s", "y", "logits" }));
        foreach (var order in new[] { new[] { 4, 3, 2, 1, 0 }, [2, 4, 0, 3, 1] })
        {
            var unsorted = Written([.. order.Select(i => nodes[i])]);
            Assert.That(unsorted.Layers.Select(Text), Is.EquivalentTo(sorted.Layers.Select(Text)));
        }

        static string Text(Layer layer) => $"{layer.Name}: {layer.Operation} of {string.Join(' ', layer.Inputs)}";

        static Architecture Written((string Type, string Inputs, string Output)[] nodes)
        {
            var builder = new OnnxBuilder().Weights("w", [2, 4, 1, 1], 1, 2, 3, 4, 5, 6, 7, 8);
            foreach (var (type, inputs, output) in nodes)
                builder.Node(type, inputs, output);
            return Read(builder.Output("logits").Build(), (file, _) => file.Architecture);
        }
    }

    [Test]
    public void Weights_of_one_number_may_have_any_size_and_take_none_until_they_are_read()
    {
        // VGG-19's first fully connected layer as the format's own test models have it: 411 MB.
        var builder = new OnnxBuilder(9, 512, 7, 7).Integers("shape", 4096, 25088).Integers("biases", 4096)
            .Node("ConstantOfShape", "shape", "w", Tensor("value", Singles("", [1], 0.02))).Node("ConstantOfShape", "biases", "b", Tensor("value", Singles("", [1], 0.5)))
            .Node("Flatten", "x", "f").Node("Gemm", "f w b", "y", Int("transB", 1)).Output("y");
        Read(builder.Build(), (file, _) =>
        {
            Assert.That(((Linear)file.Architecture.LayerNamed("y").Operation).InFeatures, Is.EqualTo(25088));
            Assert.That(file.Weights["w"].ByteCount, Is.EqualTo(4096L * 25088 * sizeof(float)));
            var bytes = new byte[10];
            file.Weights["w"].CopyTo(bytes, 4096L * 25088 * sizeof(float) - 10);
            Assert.That((BitConverter.ToSingle(bytes, 2), BitConverter.ToSingle(bytes, 6)), Is.EqualTo((0.02f, 0.02f)));
            return 0;
        });
    }

    [Test]
    public void More_values_than_sixteen_bits_count_make_a_sum()
    {
        var builder = new OnnxBuilder(13, 3, 8, 8) { IsSingle = true }.Integers("shape", 512, 192).Node("ConstantOfShape", "shape", "w", Tensor("value", Singles("", [1], 0.02)))
            .Node("Flatten", "x", "f").Node("Gemm", "f w", "y", Int("transB", 1)).Output("y");
        var logits = Read(builder.Build(), (_, network) => ForwardWalk.Logits(network, ones([1, 3, 8, 8], float64)).data<double>().ToArray());
        Assert.That(logits, Has.Length.EqualTo(512).And.All.EqualTo(3.84).Within(1e-6));
    }

    [Test]
    public void Pictures_of_bytes_come_as_they_are_where_the_graph_prepares_them([Values(2, 3, 6, 7)] int type)
    {
        var builder = new OnnxBuilder(13, 3, 8, 8) { InputType = type }.Weights("half", [], 127.5).Node("Cast", "x", "f", Int("to", FloatType)).Node("Sub", "f half", "y");
        Read(builder.Build(), (file, network) =>
        {
            var preprocessing = file.Architecture.Preprocessing;
            Assert.That(preprocessing.Mean, Is.All.Zero);
            Assert.That(preprocessing.Std, Is.All.EqualTo(1 / 255.0));
            Assert.That((preprocessing.Resize, preprocessing.Crop), Is.EqualTo((9, 8)));
            Assert.That(ForwardWalk.Logits(network, full([1, 3, 8, 8], 255, float64)).data<double>().ToArray(), Is.All.EqualTo(127.5));
            return 0;
        });
    }

    [Test]
    [Category(Checkout.Category)]
    public void Pictures_of_bytes_give_what_ONNX_Runtime_gives()
    {
        var builder = new OnnxBuilder(13, 3, 8, 8) { InputType = UInt8Type, IsSingle = true }.Weights("mean", [3, 1, 1], 120, 110, 100).Weights("std", [3, 1, 1], 50, 60, 70)
            .Node("Cast", "x", "f", Int("to", FloatType)).Node("Sub", "f mean", "m").Node("Div", "m std", "y");
        float[] input = [.. Enumerable.Range(0, 192).Select(i => (float)(i * 37 % 256))];
        var model = builder.Build();
        Assert.That(OnnxRuntimeOracle.Error(OnnxRuntimeOracle.Run(model, input, [1, 3, 8, 8]), OnnxRuntimeOracle.RunImported(model, input)), Is.LessThanOrEqualTo(OnnxRuntimeOracle.Tolerance));
    }

    [TestCase(5, 2, 2, false)]
    [TestCase(4, 2, 1, false)]
    [TestCase(4, 1, 2, true)]
    public void Local_response_normalization_written_as_arithmetic_is_one_layer(long size, long before, long after, bool isShifted)
    {
        Read(LocalResponse(size, before, after).Output("logits").Build(), (file, network) =>
        {
            Assert.That(file.Architecture.Layers.Select(layer => layer.Operation.GetType()), Is.EqualTo(new[] { typeof(LocalResponseNorm), typeof(Flatten) }));
            var norm = (LocalResponseNorm)file.Architecture.LayerNamed("y").Operation;
            Assert.That((norm.Size, norm.Alpha, norm.Beta, norm.K, norm.IsShifted), Is.EqualTo((size, 0.5, 0.75, 2.0, isShifted)));
            var x = FormulaWeights.Input("lrn", 1, 1, 4, 5, 6);
            var padded = nn.functional.pad(x.square(), new[] { 0, 0, 0, 0, before, after });
            var sum = Enumerable.Range(0, (int)size).Select(i => padded.narrow(1, i, 4)).Aggregate((a, b) => a + b);
            var expected = (x / (sum * (0.5 / size) + 2).pow(0.75)).data<double>().ToArray();
            Assert.That(ForwardWalk.Outputs(network, x, ["y"])[0].data<double>().ToArray(), Is.EqualTo(expected).Within(1e-13));
            return 0;
        });
    }

    [Test]
    public void Arithmetic_that_others_read_too_stays_what_it_is() =>
        Read(LocalResponse(5, 2, 2).Node("Add", "scaled y", "z").Node("Flatten", "z", "o").Output("o").Build(), (file, _) =>
        {
            Assert.That(file.Architecture.Layers.Any(layer => layer.Operation is LocalResponseNorm), Is.False);
            Assert.That(file.Architecture.LayerNamed("y").Operation, Is.InstanceOf<Divide>());
            return 0;
        });

    [Test]
    public void A_batch_that_was_opened_after_the_export_may_leave_a_1_in_a_shape()
    {
        var model = new OnnxBuilder(13, 4, 5, 6) { Batch = null }.Integers("shape", 1, 120).Node("Relu", "x", "r").Node("Reshape", "r shape", "y").Output("y").Build();
        var input = FormulaWeights.Input("open", 1, 3, 4, 5, 6);
        var logits = Read(model, (_, network) => ForwardWalk.Logits(network, input).data<double>().ToArray());
        Assert.That(logits, Is.EqualTo(input.relu().data<double>().ToArray()).Within(1e-15));
    }

    [Test]
    public void Weights_of_each_real_type_are_the_same_numbers()
    {
        double[] values = [0.5, -2, 3, 0.25];
        var halves = values.SelectMany(value => BitConverter.GetBytes((Half)value)).ToArray();
        var brain = values.SelectMany(value => BitConverter.GetBytes((float)value)[2..]).ToArray();
        var results = new[] { Doubles("w", [1, 4, 1, 1], values), Singles("w", [1, 4, 1, 1], values), Head("w", [1, 4, 1, 1], 10).Block(9, halves), Head("w", [1, 4, 1, 1], 16).Block(9, brain) }
            .Select(weight => Read(new OnnxBuilder().Initializer(weight).Node("Cast", "w", "v", Int("to", FloatType)).Node("Conv", "x v", "y").Build(), (_, network) =>
                ForwardWalk.Logits(network, FormulaWeights.Input("types", 1, 1, 4, 5, 6)).data<double>().ToArray()))
            .ToArray();
        Assert.That(results, Is.All.EqualTo(results[0]));
    }

    /// <summary>The nodes that PyTorch writes, x to y; the scaled mean is called "scaled".</summary>
    private static OnnxBuilder LocalResponse(long size, long before, long after) => new OnnxBuilder(13).Integers("axis", 1).Integers("pads", 0, 0, before, 0, 0, 0, 0, after, 0, 0)
        .Weights("alpha", [], 0.5).Weights("k", [], 2).Weights("beta", [], 0.75)
        .Node("Mul", "x x", "square").Node("Unsqueeze", "square axis", "u").Node("Pad", "u pads", "p").Node("AveragePool", "p", "mean", Ints("kernel_shape", size, 1, 1), Ints("strides", 1, 1, 1))
        .Node("Squeeze", "mean axis", "q").Node("Mul", "q alpha", "scaled").Node("Add", "scaled k", "sum").Node("Pow", "sum beta", "power").Node("Div", "x power", "y").Node("Flatten", "y", "logits");

    private static T Read<T>(byte[] model, Func<OnnxNetwork, Network, T> use)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var file = OnnxNetwork.Read(folder.File("model.onnx", model));
        if (file.Weights.Sum(tensor => tensor.ByteCount) > 1 << 24)
            return use(file, null!);
        using var network = WeightLoader.Load(file.Architecture, file.Weights, float64, CPU);
        return use(file, network);
    }
}
