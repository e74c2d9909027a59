using System.Buffers.Binary;
using System.Runtime.InteropServices;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>
/// The values of an ONNX file's tensors, wherever they lie: raw or in a field of their type in the file itself, or in
/// another file of the same folder. Owns the files that it opens.
/// </summary>
internal sealed class OnnxTensorData(WireFile file) : IDisposable
{
    /// <summary>How many values stored as varints are decoded, in all: they are counts and masks, or small weights in half precision.</summary>
    private const long MaxDecoded = 1L << 26;

    private readonly ExternalFiles _external = new(file.Path);
    private long _decoded;

    /// <summary>The external files that were read, in the order of their first use.</summary>
    internal IReadOnlyList<string> ExternalPaths => _external.Paths;

    public void Dispose() => _external.Dispose();

    /// <summary>How many values a tensor has; the reader has checked that it fits.</summary>
    internal static long CountOf(OnnxTensor tensor) => tensor.Shape.Aggregate(1L, (count, size) => checked(count * size));

    /// <summary>The type that libtorch has for it.</summary>
    /// <exception cref="FileError">there is none</exception>
    internal ScalarType TypeOf(OnnxTensor tensor) => tensor.Type switch
    {
        OnnxType.Float => ScalarType.Float32,
        OnnxType.Double => ScalarType.Float64,
        OnnxType.Float16 => ScalarType.Float16,
        OnnxType.BFloat16 => ScalarType.BFloat16,
        OnnxType.Int64 => ScalarType.Int64,
        OnnxType.Int32 => ScalarType.Int32,
        OnnxType.Int16 => ScalarType.Int16,
        OnnxType.Int8 => ScalarType.Int8,
        OnnxType.UInt8 => ScalarType.Byte,
        OnnxType.Bool => ScalarType.Bool,
        _ => throw new FileError(
            file.Path, tensor.Place, $"its element type is {tensor.Type}; supported are FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT64, INT32, INT16, INT8, UINT8 and BOOL"),
    };

    /// <summary>The values' little-endian bytes, as many as the shape needs.</summary>
    /// <exception cref="FileError">there are more or fewer, or they can't be had</exception>
    internal WeightBytes BytesOf(OnnxTensor tensor)
    {
        var size = ElementTypes.SizeOf(TypeOf(tensor));
        var needed = CountOf(tensor) * size;
        if (tensor.External is not null)
            return _external.BytesOf(tensor, needed);
        var spans = tensor.Raw is { } raw ? [raw] : tensor.Numbers;
        var fixedSize = tensor.Raw is not null || tensor.Type is OnnxType.Float or OnnxType.Double;
        if (!fixedSize)
            return new MemoryBytes(Decoded(tensor, needed, size));
        var held = spans.Sum(span => span.Length);
        if (held != needed)
            throw Unfitting(tensor, $"the file holds {held} bytes for it, its shape ({string.Join(", ", tensor.Shape)}) of {tensor.Type} needs {needed}");
        return spans.Count == 1 ? new FileBytes(file.Handle, file.Path, tensor.Place, spans[0].Start, needed) : new MemoryBytes(Joined(spans, needed));
    }

    /// <summary>The values as numbers.</summary>
    /// <param name="bytes">of the tensor's type; null for those in the file</param>
    internal double[] NumbersOf(OnnxTensor tensor, WeightBytes? bytes = null)
    {
        bytes ??= BytesOf(tensor);
        if (bytes.Length > Array.MaxLength)
            throw Unfitting(tensor, $"has {bytes.Length} bytes; at most {Array.MaxLength} bytes a tensor can be loaded");
        var content = new byte[bytes.Length];
        bytes.Read(0, content);
        return TypeOf(tensor) switch
        {
            ScalarType.Float32 => Converted<float>(content, value => value),
            ScalarType.Float64 => Converted<double>(content, value => value),
            ScalarType.Float16 => Converted<Half>(content, value => (double)value),
            ScalarType.BFloat16 => Converted<ushort>(content, value => BitConverter.UInt32BitsToSingle((uint)value << 16)),
            ScalarType.Int64 => Converted<long>(content, value => value),
            ScalarType.Int32 => Converted<int>(content, value => value),
            ScalarType.Int16 => Converted<short>(content, value => value),
            ScalarType.Int8 => Converted<sbyte>(content, value => value),
            _ => Converted<byte>(content, value => value),
        };
    }

    private static double[] Converted<T>(byte[] content, Func<T, double> convert)
        where T : unmanaged => [.. MemoryMarshal.Cast<byte, T>(content).ToArray().Select(convert)];

    private byte[] Joined(IReadOnlyList<WireRange> spans, long length)
    {
        var bytes = new byte[length];
        var at = 0;
        foreach (var span in spans)
        {
            file.Read(span.Start, bytes.AsSpan(at, (int)span.Length));
            at += (int)span.Length;
        }

        return bytes;
    }

    // Half precision comes as the integers that have its bits.
    private byte[] Decoded(OnnxTensor tensor, long needed, int size)
    {
        var count = needed / size;
        // A value takes a byte or more, so that a shape alone allocates nothing.
        if (count > tensor.Numbers.Sum(span => span.Length))
            throw Unfitting(tensor, $"the file holds fewer values than its shape ({string.Join(", ", tensor.Shape)}) needs");
        _decoded += count;
        if (_decoded > MaxDecoded)
            throw Unfitting(tensor, $"the file stores more than {MaxDecoded} values as varints; store weights as raw data");
        var bytes = new byte[needed];
        var at = 0;
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        foreach (var span in tensor.Numbers)
        {
            for (var position = span.Start; position < span.End; at += size)
            {
                if (at == bytes.Length)
                    throw Unfitting(tensor, $"the file holds more values than its shape ({string.Join(", ", tensor.Shape)}) needs");
                BinaryPrimitives.WriteUInt64LittleEndian(word, file.Varint(ref position, span.End));
                word[..size].CopyTo(bytes.AsSpan(at));
            }
        }

        return at == bytes.Length
            ? bytes
            : throw Unfitting(tensor, $"the file holds {at / size} values, its shape ({string.Join(", ", tensor.Shape)}) needs {count}");
    }

    private FileError Unfitting(OnnxTensor tensor, string reason) => new(file.Path, tensor.Place, reason);
}
