namespace VizBench.Networks.Onnx;

/// <summary>A tensor of the file: its shape, its type, and where its values lie. They stay there until they are asked for.</summary>
/// <param name="Raw">little-endian values in the file itself</param>
/// <param name="Numbers">values in the type's own field: the spans that hold them, one where they are packed</param>
/// <param name="External">where values lie in a file of their own, by key; null where they don't</param>
internal sealed record OnnxTensor(
    string Name, OnnxType Type, IReadOnlyList<long> Shape, WireRange? Raw, IReadOnlyList<WireRange> Numbers, IReadOnlyDictionary<string, string>? External)
{
    internal bool IsReal => Type is OnnxType.Float or OnnxType.Double or OnnxType.Float16 or OnnxType.BFloat16;

    /// <summary>How messages call it.</summary>
    internal string Place => OneLine.Of($"tensor '{Name}'");
}
