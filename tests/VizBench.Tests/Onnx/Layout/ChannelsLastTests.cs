using NUnit.Framework;
using VizBench.Methods;
using VizBench.Networks;
using VizBench.Networks.Onnx;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Tests.Weights;
using static VizBench.Tests.Onnx.OnnxBuilder;

namespace VizBench.Tests.Onnx;

/// <summary>A network whose file is (N, H, W, C) is the network that it would be had it been exported as (N, C, H, W).</summary>
public sealed class ChannelsLastTests
{
    private static readonly Dictionary<string, string> s_short = new(StringComparer.Ordinal)
    {
        ["steps"] = "2",
        ["octaves"] = "2",
        ["crops"] = "2",
        ["images"] = "70",
        ["modes"] = "2",
        ["facets"] = "2",
        ["patches"] = "16",
        ["generations"] = "2",
        ["population"] = "8",
        ["sigma"] = "0.1",
        ["masks"] = "4",
    };

    private static IEnumerable<TestCaseData> Pairs()
    {
        yield return new TestCaseData(Sequential()).SetArgDisplayNames("convolutions, poolings, padding, batch norm, flatten and dense");
        yield return new TestCaseData(Gated()).SetArgDisplayNames("residual with a gate by convolutions, mean over rows and columns");
        yield return new TestCaseData(DenselyGated()).SetArgDisplayNames("gate by dense layers, softmax over the last axis");
        yield return new TestCaseData(Branched()).SetArgDisplayNames("split, depthwise, PRelu, concat");
    }

    [TestCaseSource(nameof(Pairs))]
    public void Layers_and_activations_are_those_of_the_file_with_channels_first((byte[] First, byte[] Last) files)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var first = Open(folder.File("first.onnx", files.First));
        using var last = Open(folder.File("last.onnx", files.Last));
        var (expected, actual) = (first.Network.Architecture, last.Network.Architecture);
        Assert.That(actual.InputShape, Is.EqualTo(expected.InputShape));
        Assert.That(actual.InputLayout, Is.EqualTo(InputLayout.ChannelsLast));
        Assert.That(actual.Layers.Select(layer => Told(actual, layer)), Is.EqualTo(expected.Layers.Select(layer => Told(expected, layer))));
        Assert.That(actual.Preprocessing.Crop, Is.EqualTo(expected.Preprocessing.Crop));
        Assert.That(actual.Output.Name, Is.EqualTo(expected.Output.Name));
        Assert.That(LastSpatialLayer.Of(actual).Name, Is.EqualTo(LastSpatialLayer.Of(expected).Name));
        var fields = ReceptiveFields.Of(expected);
        foreach (var (name, field) in ReceptiveFields.Of(actual))
            Assert.That(field, Is.EqualTo(fields[name]), name);

        var input = InputFor(expected);
        string[] names = [.. expected.Layers.Select(layer => layer.Name)];
        foreach (var (name, one, other) in names.Zip(ForwardWalk.Outputs(first.Network, input, names), ForwardWalk.Outputs(last.Network, input, names)))
            Assert.That(other.contiguous().data<double>().ToArray(), Is.EqualTo(one.contiguous().data<double>().ToArray()).Within(1e-13), name);
    }

    [Test]
    public void Every_method_says_the_same_of_both_files()
    {
        var files = Gated();
        using var folder = new TemporaryFolder();
        using var first = Open(folder.File("first.onnx", files.First));
        using var last = Open(folder.File("last.onnx", files.Last));
        Assert.Multiple(() =>
        {
            foreach (var info in MethodRegistry.All.Where(info => !info.Description.Generates && !info.Description.Selects && info.Networks.Count == 0))
            {
                using var scope = NewDisposeScope();
                var expected = Result(info, first.Network);
                Assert.That(Result(info, last.Network), Is.EqualTo(expected).Within(1e-9 * expected.Max(Math.Abs)), info.Id);
            }
        });
    }

    [Test]
    public void A_transpose_before_flattening_leaves_no_trace_and_its_name_is_the_layers_that_it_moved()
    {
        var architecture = Read(new OnnxBuilder(13, 3, 9, 9).Weights("k", [5, 3, 3, 3], TwoLayouts.Numbers(135)).Weights("w", [80, 3], TwoLayouts.Numbers(240))
            .Node("Conv", "x k", "c", Ints("strides", 2, 2)).Node("Relu", "c", "r").Node("Transpose", "r", "t", Ints("perm", 0, 2, 3, 1)).Node("Flatten", "t", "f").Node("Gemm", "f w", "y").Output("y"));
        Assert.That(architecture.Layers.Select(layer => layer.Name), Is.EqualTo(new[] { "c", "r", "f", "y" }));
        Assert.That(LastSpatialLayer.Of(architecture).Name, Is.EqualTo("r"));
        Assert.That(architecture.LayerNamed("t").Name, Is.EqualTo("r"));
        Assert.That(architecture.ShapeOf("t"), Is.EqualTo(new long[] { 5, 4, 4 }));
    }

    // The local response norm works over the second axis: rows, here.
    private static OnnxBuilder WithTransposeThatStays() => new OnnxBuilder(13, 3, 8, 8).Weights("k", [4, 3, 3, 3], TwoLayouts.Numbers(108)).Weights("w", [144, 3], TwoLayouts.Numbers(432))
        .Node("Conv", "x k", "c").Node("Transpose", "c", "t", Ints("perm", 0, 2, 3, 1)).Node("LRN", "t", "n", Int("size", 3)).Node("Relu", "n", "r").Node("Flatten", "r", "f").Node("Gemm", "f w", "y").Output("y");

    [Test]
    public void A_layer_with_its_channels_elsewhere_has_no_units()
    {
        using var folder = new TemporaryFolder();
        using var opened = Open(folder.File("model.onnx", WithTransposeThatStays().Build()));
        using var scope = NewDisposeScope();
        var probe = new Probe { Network = opened.Network, Input = zeros([1, 3, 8, 8], float64), Layer = "r", Units = [new Unit(1)] };
        Assert.That(
            () => MethodRegistry.Named("forward").Create().RunChecked(probe),
            Throws.TypeOf<UserError>().With.Message.Contains("has its channels on another axis than the first, (6, 6, 4), so it has no units"));
        Assert.That(MethodRegistry.Named("forward").Create().RunChecked(probe with { Layer = "c" }).Value.shape, Is.EqualTo(new long[] { 1, 1, 6, 6 }));
    }

    [Test]
    public void A_transpose_that_has_to_stay_is_never_the_layer_of_a_map()
    {
        var architecture = Read(WithTransposeThatStays());
        Assert.That(architecture.Layers.Select(layer => layer.Operation.GetType()), Is.EqualTo(new[] { typeof(Convolution), typeof(Transpose), typeof(LocalResponseNorm), typeof(ReLU), typeof(Flatten), typeof(Linear) }));
        Assert.That(architecture.Layers.Select(layer => layer.Axes).Take(4), Is.EqualTo(new[] { AxesMeaning.ChannelsRowsColumns, AxesMeaning.Other, AxesMeaning.Other, AxesMeaning.Other }));
        Assert.That(LastSpatialLayer.Of(architecture).Name, Is.EqualTo("c"));
        Assert.That(LastSpatialLayer.IsSpatial(architecture, "r"), Is.False);
    }

    [Test]
    public void Weights_from_a_file_are_given_in_the_order_of_the_model()
    {
        var files = Sequential();
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var path = folder.File("last.onnx", files.Last);
        var other = folder.File("other.safetensors", []);
        File.Delete(other);
        using var model = Open(path);
        using (var file = OnnxNetwork.Read(path))
        using (var first = OnnxNetwork.Read(folder.File("first.onnx", files.First)))
        {
            // As a state dict has them: the dense layer's matrix (out, in), its inputs in the order (H, W, C); vectors as vectors.
            var given = file.Weights.Select(weight => file.Rearrangements.TryGetValue(weight.Name, out var how)
                ? new WeightTensor(weight.Name, weight.Dtype, how.From, Undone(weight.ToTensor(float64), how).data<double>().ToArray().SelectMany(BitConverter.GetBytes).ToArray())
                : weight);
            using var state = new StateDict(given);
            SafetensorsFile.Write(other, state);
        }

        using var opened = NetworkCatalogue.Open(path, other, float64, CPU);
        foreach (var (name, values) in opened.Network.Parameters)
            Assert.That(values.data<double>().ToArray(), Is.EqualTo(model.Network.Parameters[name].data<double>().ToArray()), name);
    }

    [TestCase(9, 9)]
    [TestCase(7, 9)]
    public void An_array_is_taken_in_either_order(long height, long width)
    {
        using var scope = NewDisposeScope();
        var model = new OnnxBuilder(13, height, width, 3).Node("Transpose", "x", "t", Ints("perm", 0, 3, 1, 2)).Node("GlobalAveragePool", "t", "p").Node("Flatten", "p", "y").Output("y");
        var architecture = Read(model);
        var input = arange(0, 2 * 3 * height * width, 1, float64).reshape(2, 3, height, width);
        var values = input.data<double>().ToArray();
        Assert.That(InputLayouts.ToChannelsFirst(architecture, input).data<double>().ToArray(), Is.EqualTo(values));
        Assert.That(InputLayouts.ToChannelsFirst(architecture, input.permute([0, 2, 3, 1])).data<double>().ToArray(), Is.EqualTo(values));
    }

    private static (byte[] First, byte[] Last) Sequential()
    {
        var net = new TwoLayouts(3, 12, 10);
        var x = net.PerChannel("mean", "Sub", TwoLayouts.Input, 3);
        x = net.Unary("a", "Relu", net.PerChannel("a.bias", "Add", net.Conv("a.conv", x, 3, 4, 3, pad: 1), 4));
        x = net.MaxPool("pool", x);
        x = net.Unary("b", "Relu", net.BatchNorm("b.norm", net.Conv("b.conv", net.PadBorder("b.pad", x, 0, 1, 1, 1), 4, 6, 3, stride: 2), 6));
        x = net.PadBorder("mirrored", x, 1, 1, 0, 1, "reflect");
        x = net.Unary("d", "Relu", net.Bias("d.bias", net.FlatDense("d.dense", x, 6, 4, 5, 7), 7));
        return net.Build(net.Bias("y", net.Dense("y.dense", x, 7, 5), 5));
    }

    private static (byte[] First, byte[] Last) Gated()
    {
        var net = new TwoLayouts(3, 16, 16);
        var x = net.Unary("a", "Relu", net.PerChannel("a.bias", "Add", net.Conv("a.conv", TwoLayouts.Input, 3, 4, 3, pad: 1), 4));
        var gate = net.Unary("g.relu", "Relu", net.PerChannel("g.bias", "Add", net.Conv("g.conv", net.Mean("g.mean", x, keep: true), 4, 2, 1), 2));
        gate = net.Unary("g", "Sigmoid", net.Conv("g.up", gate, 2, 4, 1));
        x = net.Binary("sum", "Add", net.Binary("gated", "Mul", x, gate), x);
        x = net.Unary("b", "Relu", net.Conv("b.conv", x, 4, 6, 3, stride: 2));
        return net.Build(net.Bias("y", net.Dense("y.dense", net.Mean("mean", x, keep: false), 6, 5), 5));
    }

    private static (byte[] First, byte[] Last) DenselyGated()
    {
        var net = new TwoLayouts(1, 12, 12);
        var x = net.Unary("a", "HardSwish", net.Conv("a.conv", TwoLayouts.Input, 1, 4, 3, pad: 1));
        var gate = net.Dense("g.down", net.Mean("g.mean", x, keep: false), 4, 4);
        x = net.Binary("gated", "Mul", net.AsMaps("g", net.Unary("g.sigmoid", "Sigmoid", gate), 4), x);
        x = net.Conv("classes", net.Mean("mean", x, keep: true), 4, 5, 1);
        return net.Build(net.Unary("p", "Softmax", net.Unary("y", "Flatten", x)));
    }

    private static (byte[] First, byte[] Last) Branched()
    {
        var net = new TwoLayouts(4, 9, 11);
        var x = net.PerChannel("a", "PRelu", net.Conv("a.conv", TwoLayouts.Input, 4, 4, 3, pad: 1), 4, full: true);
        var (one, other) = net.Halves("half", x);
        one = net.PerChannel("b", "Mul", net.Conv("b.conv", one, 2, 2, 3, pad: 1, groups: 2), 2);
        other = net.Unary("c", "LeakyRelu", net.PerChannel("c.bias", "Add", net.Conv("c.conv", other, 2, 3, 1), 3));
        x = net.Concat("joined", one, other, x);
        return net.Build(net.FlatDense("y", net.MaxPool("pool", x), 9, 4, 5, 5));
    }

    private static string Told(Architecture architecture, Layer layer) =>
        $"{layer.Name}: {layer.Operation.GetType().Name} of {string.Join(", ", layer.Inputs)} is ({string.Join(", ", architecture.ShapeOf(layer.Name))}), {layer.Axes}";

    private static double[] Result(MethodInfo info, Network network)
    {
        var settings = s_short.Where(setting => info.Options.Any(option => string.Equals(option.Name, setting.Key, StringComparison.Ordinal))).ToDictionary(StringComparer.Ordinal);
        var probe = new Probe
        {
            Network = network,
            Input = InputFor(network.Architecture),
            Targets = [1, 3],
            Layer = info.Description.Needs.HasFlag(Needs.Layer) ? "a" : null,
            Units = info.Description.Needs.HasFlag(Needs.Unit) ? [new Unit(1)] : [],
            Roles = info.Description.NeededRoles.ToDictionary(role => role, _ => StyleFor(network.Architecture), StringComparer.Ordinal),
            Seed = 11,
            Case = "layout",
        };
        return info.Create(settings).RunChecked(probe).Value.to(float64, CPU).contiguous().data<double>().ToArray();
    }

    private static Tensor InputFor(Architecture architecture) => FormulaWeights.Input("layouts", 1, [2, .. architecture.InputShape]);

    // As large as the style networks' own layers see.
    private static Tensor StyleFor(Architecture architecture) => FormulaWeights.Input("layouts", 2, 1, architecture.InputShape[0], 24, 24);

    private static Tensor Undone(Tensor values, Rearrangement how)
    {
        long[] inverse = [.. Enumerable.Range(0, how.Order.Length).Select(axis => (long)Array.IndexOf(how.Order, axis))];
        return values.reshape([.. how.Order.Select(axis => how.Factors[axis])]).permute(inverse).contiguous().reshape(how.From);
    }

    private static OpenedNetwork Open(string path) => NetworkCatalogue.Open(path, null, float64, CPU);

    private static Architecture Read(OnnxBuilder builder)
    {
        using var folder = new TemporaryFolder();
        using var file = OnnxNetwork.Read(folder.File("model.onnx", builder.Build()));
        return file.Architecture;
    }
}
