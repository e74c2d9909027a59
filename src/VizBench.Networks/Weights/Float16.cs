using System.Runtime.InteropServices;

namespace VizBench.Networks.Weights;

/// <summary>
/// Half precision for stored weights: half the bytes, an error of at most 2^-11 of the value. Rounds once, to the nearest,
/// ties to even, as numpy's astype does (libtorch's own double → half rounds twice, through float). Beyond 65504 comes infinity.
/// </summary>
public static class Float16
{
    /// <summary>The bits of the nearest half.</summary>
    public static ushort Round(double value) => BitConverter.HalfToUInt16Bits((Half)value);

    /// <summary>The bits of the nearest half.</summary>
    public static ushort Round(float value) => BitConverter.HalfToUInt16Bits((Half)value);

    /// <summary>The same tensor in half precision; tensors that are not float32 or float64 come back as they are.</summary>
    public static WeightTensor Of(WeightTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.Dtype switch
        {
            ScalarType.Float64 => Convert<double>(tensor, Round),
            ScalarType.Float32 => Convert<float>(tensor, Round),
            _ => tensor,
        };
    }

    private static WeightTensor Convert<T>(WeightTensor tensor, Func<T, ushort> round)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(tensor.ToArray());
        var halves = new byte[sizeof(ushort) * values.Length];
        var words = MemoryMarshal.Cast<byte, ushort>(halves.AsSpan());
        for (var i = 0; i < values.Length; i++)
            words[i] = round(values[i]);
        return new WeightTensor(tensor.Name, ScalarType.Float16, tensor.Shape, halves);
    }
}
