namespace VizBench.Networks.Onnx;

/// <summary>What an ONNX file says, as far as a network needs it.</summary>
/// <param name="Opsets">the version of each operator set that the file uses, by domain; "" is ONNX's own</param>
internal sealed record OnnxModel(IReadOnlyDictionary<string, long> Opsets, OnnxGraph Graph);

/// <param name="Initializers">tensors with their values</param>
/// <param name="Inputs">of the graph; files of old carry the initializers among them</param>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Initializers, IReadOnlyList<OnnxValueInfo> Inputs, IReadOnlyList<OnnxValueInfo> Outputs);

/// <summary>A node: an operator applied to named tensors. An empty name stands for an optional input or output that is not there.</summary>
/// <param name="Index">its place in the graph, from 0</param>
internal sealed record OnnxNode(
    int Index, string Name, string Operator, string Domain, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>How messages call it: by its name, else by its place.</summary>
    internal string Place => OneLine.Of(Name.Length > 0 ? $"node '{Name}' ({Operator})" : $"node {Index} ({Operator})");
}

/// <summary>A node's attribute; which of the values counts is told by its type, or by what the operator expects.</summary>
internal sealed record OnnxAttribute(
    string Name, float? Float, long? Integer, string? Text, OnnxTensor? Tensor, IReadOnlyList<float> Floats, IReadOnlyList<long> Integers);

/// <summary>A graph's input or output.</summary>
/// <param name="Dimensions">null where the file says nothing; an entry is null where it is symbolic</param>
internal sealed record OnnxValueInfo(string Name, OnnxType Type, IReadOnlyList<long?>? Dimensions);
