using System.Numerics;
using System.Runtime.InteropServices;

namespace VizBench.Networks.Weights;

/// <summary>How much NaN and infinity a tensor holds.</summary>
/// <param name="Name">the tensor</param>
/// <param name="NaNs">how many elements are not a number</param>
/// <param name="Infinities">how many elements are infinite, of either sign</param>
/// <param name="First">the row-major index of the first of them</param>
public sealed record NonFiniteTensor(string Name, long NaNs, long Infinities, long First)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>null where every element is finite.</summary>
    internal static NonFiniteTensor? Find(WeightTensor tensor) => tensor.Dtype switch
    {
        ScalarType.Float64 => Find<ulong>(tensor, 0x7ff0_0000_0000_0000, 0x000f_ffff_ffff_ffff),
        ScalarType.Float32 => Find<uint>(tensor, 0x7f80_0000, 0x007f_ffff),
        ScalarType.Float16 => Find<ushort>(tensor, 0x7c00, 0x03ff),
        ScalarType.BFloat16 => Find<ushort>(tensor, 0x7f80, 0x007f),
        _ => null,
    };

    // In all four formats an exponent of ones means infinity where the mantissa is zero, NaN elsewhere.
    private static NonFiniteTensor? Find<TWord>(WeightTensor tensor, TWord exponent, TWord mantissa)
        where TWord : unmanaged, IBinaryInteger<TWord>
    {
        var (nans, infinities, first) = (0L, 0L, -1L);
        var wordSize = Marshal.SizeOf<TWord>();
        var buffer = new byte[(int)Math.Min(tensor.ByteCount, ChunkBytes)];
        for (var offset = 0L; offset < tensor.ByteCount; offset += ChunkBytes)
        {
            var chunk = buffer.AsSpan(0, (int)Math.Min(ChunkBytes, tensor.ByteCount - offset));
            tensor.CopyTo(chunk, offset);
            var words = MemoryMarshal.Cast<byte, TWord>(chunk);
            if (AllFinite(words, exponent))
                continue;
            for (var i = 0; i < words.Length; i++)
            {
                if ((words[i] & exponent) != exponent)
                    continue;
                first = first < 0 ? offset / wordSize + i : first;
                if (TWord.IsZero(words[i] & mantissa))
                    infinities++;
                else
                    nans++;
            }
        }

        return first < 0 ? null : new NonFiniteTensor(tensor.Name, nans, infinities, first);
    }

    private static bool AllFinite<TWord>(ReadOnlySpan<TWord> words, TWord exponent)
        where TWord : unmanaged, IBinaryInteger<TWord>
    {
        var exponents = new Vector<TWord>(exponent);
        var i = 0;
        for (; i <= words.Length - Vector<TWord>.Count; i += Vector<TWord>.Count)
        {
            if (Vector.EqualsAny(new Vector<TWord>(words[i..]) & exponents, exponents))
                return false;
        }

        for (; i < words.Length; i++)
        {
            if ((words[i] & exponent) == exponent)
                return false;
        }

        return true;
    }
}
