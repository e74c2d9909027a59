namespace VizBench.Networks.Weights;

/// <summary>The element types of safetensors that libtorch has too, by the format's names.</summary>
internal static class ElementTypes
{
    // The order is the reference writer's: it puts tensors of later types first, so that all are aligned.
    private static readonly (string Name, ScalarType Type, int Size)[] s_all =
    [
        ("BOOL", ScalarType.Bool, 1),
        ("U8", ScalarType.Byte, 1),
        ("I8", ScalarType.Int8, 1),
        ("I16", ScalarType.Int16, 2),
        ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2),
        ("I32", ScalarType.Int32, 4),
        ("F32", ScalarType.Float32, 4),
        ("F64", ScalarType.Float64, 8),
        ("I64", ScalarType.Int64, 8),
    ];

    internal static IEnumerable<ScalarType> All => s_all.Select(row => row.Type);

    internal static string Names => string.Join(", ", s_all.Select(row => row.Name));

    internal static int SizeOf(ScalarType type) => s_all[Rank(type)].Size;

    internal static string NameOf(ScalarType type) => s_all[Rank(type)].Name;

    /// <summary>The place in the reference writer's order of types.</summary>
    internal static int Rank(ScalarType type)
    {
        var rank = Array.FindIndex(s_all, row => row.Type == type);
        return rank >= 0 ? rank : throw new ArgumentException($"weight files don't hold {type}; use one of {Names}", nameof(type));
    }

    internal static ScalarType? Find(string name)
    {
        var rank = Array.FindIndex(s_all, row => string.Equals(row.Name, name, StringComparison.Ordinal));
        return rank >= 0 ? s_all[rank].Type : null;
    }
}
