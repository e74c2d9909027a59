using System.Globalization;
using VizBench.Files;
using VizBench.Networks.Onnx;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Export;

/// <summary>
/// Networks as ONNX files, opset 13, in their own precision: what the zoo's networks and the reference networks are made of. A tensor is called
/// after the layer that makes it, an initializer after its parameter; the batch stays open. The importer reads back the same layers.
/// </summary>
public static class OnnxFile
{
    private const int IrVersion = 7;
    private const int Opset = 13;
    private const string BatchName = "N";

    /// <summary>What the network has that this writer does not know; null: nothing.</summary>
    public static string? Obstacle(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        try
        {
            _ = NodesOf(architecture).ToArray();
            return null;
        }
        catch (UserError e)
        {
            return e.Message;
        }
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="UserError">the network has a layer that this writer does not know</exception>
    /// <exception cref="FileError">the file can't be written</exception>
    public static void Write(string path, Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var architecture = network.Architecture;
        var (type, small) = (TypeOf(network.dtype), new ProtoMessage());
        foreach (var node in NodesOf(architecture))
            small.Message(1, node);
        small.Text(2, architecture.Name);
        foreach (var layer in architecture.Layers)
        {
            if (layer.Operation is Dropout dropout)
                small.Message(5, HeadOf(RatioOf(layer), [], OnnxType.Double).Bytes(9, BitConverter.GetBytes(dropout.Probability)));
        }

        small.Message(11, ValueOf(Architecture.InputName, [.. architecture.InputShape], type));
        small.Message(12, ValueOf(architecture.Output.Name, architecture.ShapeOf(architecture.Output.Name), type));
        // Weights are by far the most, so they go from the network to the file one by one.
        var heads = network.Parameters.ToDictionary(parameter => parameter.Key, parameter => HeadOf(parameter.Key, parameter.Value.shape, type), StringComparer.Ordinal);
        var sizes = network.Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value.NumberOfElements * ElementTypes.SizeOf(network.dtype), StringComparer.Ordinal);
        var lengths = heads.ToDictionary(head => head.Key, head => head.Value.Length + ProtoMessage.LengthOfBytes(9, sizes[head.Key]), StringComparer.Ordinal);
        var graph = small.Length + lengths.Values.Sum(length => ProtoMessage.LengthOfBytes(5, length));
        AtomicFile.Write(path, stream =>
        {
            new ProtoMessage().Integer(1, IrVersion).Text(2, "VizBench").Message(8, new ProtoMessage().Text(1, "").Integer(2, Opset)).WriteTo(stream);
            ProtoMessage.WriteHead(stream, 7, graph);
            small.WriteTo(stream);
            foreach (var (name, tensor) in network.Parameters)
            {
                ProtoMessage.WriteHead(stream, 5, lengths[name]);
                heads[name].WriteTo(stream);
                ProtoMessage.WriteHead(stream, 9, sizes[name]);
                stream.Write(WeightTensor.FromTensor(name, tensor).ToArray());
            }
        });
    }

    private static IEnumerable<ProtoMessage> NodesOf(Architecture architecture) => architecture.Layers.Select(layer => NodeOf(layer, architecture));

    private static ProtoMessage NodeOf(Layer layer, Architecture architecture)
    {
        var input = architecture.ShapeOf(layer.Inputs[0]);
        return layer.Operation switch
        {
            Convolution convolution => Node("Conv", ["weight", .. convolution.HasBias ? ["bias"] : Array.Empty<string>()],
                Pair("kernel_shape", convolution.Kernel), Pair("strides", convolution.Stride), Pads(convolution.Padding), Pair("dilations", convolution.Dilation), Whole("group", convolution.Groups)),
            Linear linear => Node("Gemm", ["weight", .. linear.HasBias ? ["bias"] : Array.Empty<string>()], Whole("transB", 1)),
            BatchNorm norm => Node("BatchNormalization", ["weight", "bias", "running_mean", "running_var"], Real("epsilon", norm.Epsilon)),
            LocalResponseNorm norm when norm.Size % 2 == 1 => Node("LRN", [], Whole("size", norm.Size), Real("alpha", norm.Alpha), Real("beta", norm.Beta), Real("bias", norm.K)),
            MaxPool pool when EndsAlike(pool.Window(input), input, pool.CeilMode) =>
                Node("MaxPool", [], Pair("kernel_shape", pool.Kernel), Pair("strides", pool.Stride), Pads(pool.Padding), Pair("dilations", pool.Dilation), Whole("ceil_mode", pool.CeilMode ? 1 : 0)),
            AveragePool pool when EndsAlike(pool.Window(input), input, pool.CeilMode) =>
                Node("AveragePool", [], Pair("kernel_shape", pool.Kernel), Pair("strides", pool.Stride), Pads(pool.Padding), Whole("ceil_mode", pool.CeilMode ? 1 : 0), Whole("count_include_pad", pool.CountIncludePad ? 1 : 0)),
            AdaptiveAveragePool { OutputSize: { Height: 1, Width: 1 } } => Node("GlobalAveragePool", []),
            // At the network's own input size, adaptive pooling whose sizes divide is pooling.
            AdaptiveAveragePool pool when !pool.Window(input).IsWhole => Node("AveragePool", [], Pair("kernel_shape", pool.Window(input).Kernel), Pair("strides", pool.Window(input).Stride)),
            GlobalMaxPool => Node("GlobalMaxPool", []),
            Flatten => Node("Flatten", [], Whole("axis", 1)),
            Dropout => Node("Dropout", []),
            Concat concat => Node("Concat", [], Whole("axis", concat.Axis + 1)),
            Add => Node(layer.Inputs.Count == 2 ? "Add" : "Sum", []),
            ReLU => Node("Relu", []),
            LeakyReLU leaky => Node("LeakyRelu", [], Real("alpha", leaky.Slope)),
            Sigmoid => Node("Sigmoid", []),
            Tanh => Node("Tanh", []),
            Softmax softmax => Node("Softmax", [], Whole("axis", softmax.Axis + 1)),
            LogSoftmax softmax => Node("LogSoftmax", [], Whole("axis", softmax.Axis + 1)),
            var other => throw new UserError($"{architecture.Name}: layer '{layer.Name}' ({other}) is not written to ONNX files; use network.json"),
        };

        ProtoMessage Node(string type, string[] roles, params ProtoMessage[] attributes)
        {
            var node = new ProtoMessage();
            foreach (var name in layer.Inputs.Concat(roles.Select(layer.ParameterName)).Concat(layer.Operation is Dropout ? [RatioOf(layer)] : Array.Empty<string>()))
                node.Text(1, name);
            node.Text(2, layer.Name).Text(3, layer.Name).Text(4, type);
            foreach (var attribute in attributes)
                node.Message(5, attribute);
            return node;
        }
    }

    /// <summary>Whether ONNX of this opset gives as many windows as libtorch: rounded up, it also counts a last one that begins behind the input.</summary>
    private static bool EndsAlike(ReceptiveWindow window, long[] input, bool ceil)
    {
        if (!ceil)
            return true;
        var grid = window.Grid(SampleShape.Spatial(input), ceil: true);
        return grid == new Extent(
            RoundedUp(input[1], window.Kernel.Height, window.Stride.Height, window.Padding.Height, window.Dilation.Height),
            RoundedUp(input[2], window.Kernel.Width, window.Stride.Width, window.Padding.Width, window.Dilation.Width));

        static long RoundedUp(long size, long kernel, long stride, long padding, long dilation) => (size + 2 * padding - dilation * (kernel - 1) - 1 + stride - 1) / stride + 1;
    }

    private static string RatioOf(Layer layer) => $"{layer.Name}.ratio";

    private static ProtoMessage Pair(string name, Extent extent) => Whole(name, extent.Height, extent.Width);

    private static ProtoMessage Pads(Extent padding) => Whole("pads", padding.Height, padding.Width, padding.Height, padding.Width);

    private static ProtoMessage Whole(string name, params long[] values)
    {
        var attribute = new ProtoMessage().Text(1, name);
        if (values is [var one])
            return attribute.Integer(3, one).Integer(20, 2);
        foreach (var value in values)
            attribute.Integer(8, value);
        return attribute.Integer(20, 7);
    }

    private static ProtoMessage Real(string name, double value) => new ProtoMessage().Text(1, name).Single(2, (float)value).Integer(20, 1);

    private static ProtoMessage HeadOf(string name, long[] shape, OnnxType type)
    {
        var tensor = new ProtoMessage();
        foreach (var extent in shape)
            tensor.Integer(1, extent);
        return tensor.Integer(2, (long)type).Text(8, name);
    }

    private static ProtoMessage ValueOf(string name, long[] sample, OnnxType type)
    {
        var shape = new ProtoMessage().Message(1, new ProtoMessage().Text(2, BatchName));
        foreach (var extent in sample)
            shape.Message(1, new ProtoMessage().Integer(1, extent));
        return new ProtoMessage().Text(1, name).Message(2, new ProtoMessage().Message(1, new ProtoMessage().Integer(1, (long)type).Message(2, shape)));
    }

    private static OnnxType TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float64 => OnnxType.Double,
        ScalarType.Float32 => OnnxType.Float,
        ScalarType.Float16 => OnnxType.Float16,
        ScalarType.BFloat16 => OnnxType.BFloat16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), string.Create(CultureInfo.InvariantCulture, $"networks of {type} are not written")),
    };
}
