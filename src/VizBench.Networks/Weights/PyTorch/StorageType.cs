namespace VizBench.Networks.Weights.PyTorch;

/// <summary>PyTorch's names for storages and element types.</summary>
internal static class StorageType
{
    private static readonly Dictionary<string, ScalarType> s_storages = new(StringComparer.Ordinal)
    {
        ["torch.BoolStorage"] = ScalarType.Bool,
        ["torch.ByteStorage"] = ScalarType.Byte,
        ["torch.CharStorage"] = ScalarType.Int8,
        ["torch.ShortStorage"] = ScalarType.Int16,
        ["torch.IntStorage"] = ScalarType.Int32,
        ["torch.LongStorage"] = ScalarType.Int64,
        ["torch.HalfStorage"] = ScalarType.Float16,
        ["torch.BFloat16Storage"] = ScalarType.BFloat16,
        ["torch.FloatStorage"] = ScalarType.Float32,
        ["torch.DoubleStorage"] = ScalarType.Float64,
        // Known by their sizes alone: see StorageReference.IsComplex.
        ["torch.ComplexFloatStorage"] = ScalarType.ComplexFloat32,
        ["torch.ComplexDoubleStorage"] = ScalarType.ComplexFloat64,
        // Bytes without a type; the tensor names its own.
        ["torch.storage.UntypedStorage"] = ScalarType.Byte,
        ["torch.storage._UntypedStorage"] = ScalarType.Byte,
        ["torch.UntypedStorage"] = ScalarType.Byte,
        ["torch._UntypedStorage"] = ScalarType.Byte,
    };

    private static readonly Dictionary<string, ScalarType> s_types = new(StringComparer.Ordinal)
    {
        ["torch.bool"] = ScalarType.Bool,
        ["torch.uint8"] = ScalarType.Byte,
        ["torch.int8"] = ScalarType.Int8,
        ["torch.int16"] = ScalarType.Int16,
        ["torch.int32"] = ScalarType.Int32,
        ["torch.int64"] = ScalarType.Int64,
        ["torch.float16"] = ScalarType.Float16,
        ["torch.bfloat16"] = ScalarType.BFloat16,
        ["torch.float32"] = ScalarType.Float32,
        ["torch.float64"] = ScalarType.Float64,
    };

    /// <summary>The elements of a storage class; null: not one that is read.</summary>
    internal static ScalarType? OfStorage(string name) => s_storages.TryGetValue(name, out var type) ? type : null;

    /// <summary>Bytes of an element of a storage.</summary>
    internal static int SizeOf(ScalarType type) => type switch
    {
        ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => ElementTypes.SizeOf(type),
    };

    /// <summary>An element type by its own name; null: not one that is read.</summary>
    internal static ScalarType? OfElement(string name) => s_types.TryGetValue(name, out var type) ? type : null;
}
