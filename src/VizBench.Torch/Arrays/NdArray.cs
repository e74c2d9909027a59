using System.Runtime.InteropServices;

namespace VizBench.Arrays;

/// <summary>
/// Numbers with a shape, in C order (the last axis varies fastest), as .npy files hold them. A shape without axes is one
/// number; an axis may be 0 long.
/// </summary>
public sealed class NdArray
{
    internal NdArray(NdType type, long[] shape, Array data) => (Type, Shape, Data) = (type, shape, data);

    /// <summary>The element type; it is that of <see cref="Data"/>.</summary>
    public NdType Type { get; }

    /// <summary>The length of each axis.</summary>
    public long[] Shape { get; }

    /// <summary>All elements, in C order: a double[], float[], … as <see cref="Type"/> says.</summary>
    public Array Data { get; }

    /// <summary>The number of elements.</summary>
    public int Count => Data.Length;

    /// <summary>Wraps the data; kept, not copied.</summary>
    /// <param name="data">a one-dimensional array of bool, sbyte, byte, short, int, long, Half, float or double</param>
    /// <param name="shape">the length of each axis; none: a single number</param>
    /// <exception cref="ArgumentException">
    /// an element type that .npy files here do not hold, or a shape of another number of elements
    /// </exception>
    public static NdArray Of<T>(T[] data, params long[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(shape);
        var type = NdTypes.FromElement(typeof(T))
            ?? throw new ArgumentException($"arrays of {typeof(T).Name} are not held", nameof(data));
        if (CountOf(shape) != data.LongLength)
            throw new ArgumentException($"shape ({string.Join(", ", shape)}) does not have {data.LongLength} elements", nameof(shape));
        return new NdArray(type, [.. shape], data);
    }

    /// <summary>One axis of all elements; kept, not copied.</summary>
    /// <exception cref="ArgumentException">an element type that .npy files here do not hold</exception>
    public static NdArray Vector<T>(params T[] data)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        return Of(data, data.LongLength);
    }

    /// <summary>The elements themselves, no copy.</summary>
    /// <exception cref="InvalidOperationException">the array holds another type</exception>
    public T[] As<T>()
        where T : unmanaged =>
        Data is T[] typed && NdTypes.FromElement(typeof(T)) == Type
            ? typed
            : throw new InvalidOperationException($"the array holds {Type}, not {typeof(T).Name}");

    /// <summary>The elements as doubles: exact for every type but integers beyond 2^53. No copy if they are doubles already.</summary>
    public double[] ToDoubles() => Data switch
    {
        double[] same => same,
        float[] x => Array.ConvertAll(x, v => (double)v),
        Half[] x => Array.ConvertAll(x, v => (double)v),
        long[] x when Type == NdType.Int64 => Array.ConvertAll(x, v => (double)v),
        int[] x => Array.ConvertAll(x, v => (double)v),
        short[] x => Array.ConvertAll(x, v => (double)v),
        bool[] x => Array.ConvertAll(x, v => v ? 1.0 : 0.0),
        _ when Type == NdType.UInt8 => Array.ConvertAll((byte[])Data, v => (double)v),
        _ => Array.ConvertAll((sbyte[])Data, v => (double)v),
    };

    /// <summary>The elements as floats, rounded to the nearest. No copy if they are floats already.</summary>
    public float[] ToSingles() => Data is float[] same ? same : Array.ConvertAll(ToDoubles(), v => (float)v);

    /// <summary>The elements' memory.</summary>
    internal Span<byte> Bytes() => BytesOf(Data, NdTypes.Size(Type));

    internal static Span<byte> BytesOf(Array data, int size) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(data), checked(data.Length * size));

    /// <summary>The product of the axes; −1 when it exceeds 64 bits or an axis is negative.</summary>
    internal static long CountOf(ReadOnlySpan<long> shape)
    {
        Int128 count = 1;
        foreach (var axis in shape)
        {
            if (axis < 0)
                return -1;
            // Saturate instead of stopping: a later axis of 0 still makes it 0.
            count = Int128.Min(count * axis, (Int128)long.MaxValue + 1);
        }

        return count > long.MaxValue ? -1 : (long)count;
    }
}
