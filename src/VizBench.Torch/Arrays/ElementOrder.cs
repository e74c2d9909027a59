using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace VizBench.Arrays;

/// <summary>Puts elements into C order and this machine's byte order.</summary>
internal static class ElementOrder
{
    /// <summary>Reverses the bytes of each element, in place.</summary>
    /// <param name="bytes">whole elements</param>
    /// <param name="size">2, 4 or 8; with 1 there is nothing to do</param>
    public static void ReverseBytes(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                Reverse(MemoryMarshal.Cast<byte, ushort>(bytes), BinaryPrimitives.ReverseEndianness);
                break;
            case 4:
                Reverse(MemoryMarshal.Cast<byte, uint>(bytes), BinaryPrimitives.ReverseEndianness);
                break;
            case 8:
                Reverse(MemoryMarshal.Cast<byte, ulong>(bytes), BinaryPrimitives.ReverseEndianness);
                break;
            default:
                break;
        }
    }

    /// <summary>Elements whose first axis varies fastest, as ones whose last axis does.</summary>
    public static Array FromFortran(Array data, NdType type, long[] shape)
    {
        if (shape.Length < 2 || data.Length == 0)
            return data;
        var size = NdTypes.Size(type);
        var result = NdTypes.NewArray(type, data.Length);
        var from = NdArray.BytesOf(data, size);
        var to = NdArray.BytesOf(result, size);

        // Walk the target in its order and keep the source's offset beside, like an odometer.
        var stride = new long[shape.Length];
        stride[0] = 1;
        for (var axis = 1; axis < shape.Length; axis++)
            stride[axis] = stride[axis - 1] * shape[axis - 1];
        var index = new long[shape.Length];
        long source = 0;
        for (var target = 0; target < data.Length; target++)
        {
            from.Slice((int)source * size, size).CopyTo(to[(target * size)..]);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                source += stride[axis];
                if (++index[axis] < shape[axis])
                    break;
                source -= stride[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return result;
    }

    private static void Reverse<T>(Span<T> elements, Func<T, T> reverse)
    {
        for (var i = 0; i < elements.Length; i++)
            elements[i] = reverse(elements[i]);
    }
}
