using System.Runtime.InteropServices;

namespace VizBench.Tests.Onnx;

/// <summary>Writes small ONNX models: an input (N, C, H, W), nodes, initializers, and outputs that are flattened to (N, classes).</summary>
internal sealed class OnnxBuilder(long opset = 13, params long[] sampleShape)
{
    internal const int FloatType = 1;
    internal const int UInt8Type = 2;
    internal const int Int64Type = 7;
    internal const int DoubleType = 11;

    private readonly Wire _graph = new();
    private readonly List<string> _outputs = [];
    private int _nodes;

    /// <summary>The sample's shape, (4, 5, 6) unless another is given; negative entries stay open.</summary>
    internal long[] Shape { get; } = sampleShape.Length == 0 ? [4, 5, 6] : sampleShape;

    /// <summary>Whether weights are stored as float32, as other programs' operators want them beside a float32 input; else as float64.</summary>
    internal bool IsSingle { get; init; }

    /// <summary>The element type of the input.</summary>
    internal int InputType { get; init; } = FloatType;

    /// <summary>The size of the batch in the file; null leaves it open.</summary>
    internal long? Batch { get; init; } = 1;

    internal OnnxBuilder Node(string type, string inputs, string outputs, params Wire[] attributes) => NamedNode($"{type.ToLowerInvariant()}_{_nodes}", type, inputs, outputs, attributes);

    /// <param name="inputs">names separated by spaces; _ for one that is left away</param>
    internal OnnxBuilder NamedNode(string name, string type, string inputs, string outputs, params Wire[] attributes)
    {
        _nodes++;
        var node = new Wire();
        foreach (var input in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            node.Text(1, input is "_" ? "" : input);
        foreach (var output in outputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            node.Text(2, output is "_" ? "" : output);
        node.Text(3, name).Text(4, type);
        foreach (var attribute in attributes)
            node.Message(5, attribute);
        _graph.Message(1, node);
        return this;
    }

    internal OnnxBuilder Weights(string name, long[] shape, params double[] values)
    {
        _graph.Message(5, IsSingle ? Singles(name, shape, values) : Doubles(name, shape, values));
        return this;
    }

    internal OnnxBuilder Integers(string name, params long[] values)
    {
        _graph.Message(5, Longs(name, [values.Length], values));
        return this;
    }

    internal OnnxBuilder Initializer(Wire tensor)
    {
        _graph.Message(5, tensor);
        return this;
    }

    internal OnnxBuilder Output(string name)
    {
        _outputs.Add(name);
        return this;
    }

    /// <summary>The model; where no output was named, "y" flattened.</summary>
    internal byte[] Build()
    {
        if (_outputs.Count == 0)
            Node("Flatten", "y", "logits").Output("logits");
        var graph = new Wire().Raw(_graph.Bytes).Text(2, "graph").Message(11, ValueInfo("x", [Batch ?? -1, .. Shape], InputType));
        foreach (var output in _outputs)
            graph.Message(12, ValueInfo(output, null));
        return Model(graph, opset);
    }

    internal static byte[] Model(Wire graph, long opset = 13) =>
        new Wire().Integer(1, 7).Text(2, "tests").Message(7, graph).Message(8, new Wire().Text(1, "").Integer(2, opset)).Bytes;

    internal static Wire Ints(string name, params long[] values)
    {
        var attribute = new Wire().Text(1, name);
        foreach (var value in values)
            attribute.Integer(8, value);
        return attribute.Integer(20, 7);
    }

    internal static Wire Int(string name, long value) => new Wire().Text(1, name).Integer(3, value).Integer(20, 2);

    internal static Wire Floats(string name, params double[] values)
    {
        var attribute = new Wire().Text(1, name);
        foreach (var value in values)
            attribute.Float(7, (float)value);
        return attribute.Integer(20, 6);
    }

    internal static Wire Float(string name, double value) => new Wire().Text(1, name).Float(2, (float)value).Integer(20, 1);

    internal static Wire Text(string name, string value) => new Wire().Text(1, name).Text(4, value).Integer(20, 3);

    internal static Wire Tensor(string name, Wire tensor) => new Wire().Text(1, name).Message(5, tensor).Integer(20, 4);

    internal static Wire Doubles(string name, long[] shape, params double[] values) =>
        Head(name, shape, DoubleType).Block(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    internal static Wire Singles(string name, long[] shape, params double[] values) =>
        Head(name, shape, FloatType).Block(9, MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (float)value).AsSpan()).ToArray());

    internal static Wire Longs(string name, long[] shape, params long[] values) =>
        Head(name, shape, Int64Type).Block(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>A tensor's shape, type and name; its values are to follow.</summary>
    internal static Wire Head(string name, long[] shape, int type)
    {
        var tensor = new Wire();
        foreach (var size in shape)
            tensor.Integer(1, size);
        return tensor.Integer(2, type).Text(8, name);
    }

    /// <summary>Says of a tensor that its values lie in another file.</summary>
    internal static void External(Wire tensor, params (string Key, string Value)[] entries)
    {
        foreach (var (key, value) in entries)
            tensor.Message(13, new Wire().Text(1, key).Text(2, value));
        tensor.Integer(14, 1);
    }

    internal static Wire ValueInfo(string name, long[]? shape, int type = FloatType)
    {
        var tensor = new Wire().Integer(1, type);
        if (shape is not null)
        {
            var dimensions = new Wire();
            foreach (var size in shape)
                dimensions.Message(1, size < 0 ? new Wire().Text(2, "open") : new Wire().Integer(1, size));
            tensor.Message(2, dimensions);
        }

        return new Wire().Text(1, name).Message(2, new Wire().Message(1, tensor));
    }
}
