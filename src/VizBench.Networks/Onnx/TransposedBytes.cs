using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>The bytes of a stored matrix with rows and columns exchanged; made when they are first asked for.</summary>
/// <param name="rows">of the result; columns of what is stored</param>
/// <param name="columns">of the result; rows of what is stored</param>
internal sealed class TransposedBytes(WeightBytes stored, long rows, long columns, int elementSize) : WeightBytes
{
    private byte[]? _bytes;

    internal override long Length => stored.Length;

    internal override void Read(long offset, Span<byte> destination)
    {
        _bytes ??= Transposed();
        _bytes.AsSpan(checked((int)offset), destination.Length).CopyTo(destination);
    }

    private byte[] Transposed()
    {
        if (stored.Length > Array.MaxLength)
            throw new UserError($"a matrix of {stored.Length} bytes can't be transposed; at most {Array.MaxLength} bytes a tensor can be loaded");
        var source = new byte[stored.Length];
        stored.Read(0, source);
        var result = new byte[source.Length];
        for (var row = 0L; row < rows; row++)
        {
            for (var column = 0L; column < columns; column++)
            {
                var from = source.AsSpan((int)((column * rows + row) * elementSize), elementSize);
                from.CopyTo(result.AsSpan((int)((row * columns + column) * elementSize)));
            }
        }

        return result;
    }
}
