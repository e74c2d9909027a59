namespace VizBench.Arrays;

/// <summary>The element types of <see cref="NdArray"/>.</summary>
public enum NdType
{
    /// <summary>bool[]</summary>
    Bool,

    /// <summary>sbyte[]</summary>
    Int8,

    /// <summary>byte[]</summary>
    UInt8,

    /// <summary>short[]</summary>
    Int16,

    /// <summary>int[]</summary>
    Int32,

    /// <summary>long[]</summary>
    Int64,

    /// <summary>Half[]</summary>
    Float16,

    /// <summary>float[]</summary>
    Float32,

    /// <summary>double[]</summary>
    Float64,
}

internal static class NdTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(NdType type) => type switch
    {
        NdType.Bool or NdType.Int8 or NdType.UInt8 => 1,
        NdType.Int16 or NdType.Float16 => 2,
        NdType.Int32 or NdType.Float32 => 4,
        _ => 8,
    };

    /// <summary>NumPy's two letters for it, without the byte order.</summary>
    public static string Code(NdType type) => type switch
    {
        NdType.Bool => "b1",
        NdType.Int8 => "i1",
        NdType.UInt8 => "u1",
        NdType.Int16 => "i2",
        NdType.Int32 => "i4",
        NdType.Int64 => "i8",
        NdType.Float16 => "f2",
        NdType.Float32 => "f4",
        _ => "f8",
    };

    public static NdType? FromCode(string code) => code switch
    {
        "b1" => NdType.Bool,
        "i1" => NdType.Int8,
        "u1" => NdType.UInt8,
        "i2" => NdType.Int16,
        "i4" => NdType.Int32,
        "i8" => NdType.Int64,
        "f2" => NdType.Float16,
        "f4" => NdType.Float32,
        "f8" => NdType.Float64,
        _ => null,
    };

    public static NdType? FromElement(Type element) =>
        element == typeof(bool) ? NdType.Bool
        : element == typeof(sbyte) ? NdType.Int8
        : element == typeof(byte) ? NdType.UInt8
        : element == typeof(short) ? NdType.Int16
        : element == typeof(int) ? NdType.Int32
        : element == typeof(long) ? NdType.Int64
        : element == typeof(Half) ? NdType.Float16
        : element == typeof(float) ? NdType.Float32
        : element == typeof(double) ? NdType.Float64
        : null;

    public static Array NewArray(NdType type, int count) => type switch
    {
        NdType.Bool => new bool[count],
        NdType.Int8 => new sbyte[count],
        NdType.UInt8 => new byte[count],
        NdType.Int16 => new short[count],
        NdType.Int32 => new int[count],
        NdType.Int64 => new long[count],
        NdType.Float16 => new Half[count],
        NdType.Float32 => new float[count],
        _ => new double[count],
    };
}
