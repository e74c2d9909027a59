namespace VizBench.Networks.Weights;

/// <summary>The elements of a view that does not lie in one piece (a transpose, a step), gathered in row-major order.</summary>
/// <param name="storage">what the view looks into; everything lies inside it</param>
/// <param name="elementSize">bytes</param>
/// <param name="offset">of the first element, in elements</param>
/// <param name="shape">at least one axis, none of it 0 long</param>
/// <param name="strides">in elements, none negative</param>
internal sealed class StridedBytes(WeightBytes storage, int elementSize, long offset, long[] shape, long[] strides) : WholeBytes
{
    /// <summary>A stored matrix with rows and columns exchanged.</summary>
    /// <param name="rows">of the result; columns of what is stored</param>
    /// <param name="columns">of the result; rows of what is stored</param>
    internal static WeightBytes Transposed(WeightBytes stored, int elementSize, long rows, long columns) =>
        stored.Length == 0 ? stored : new StridedBytes(stored, elementSize, 0, [rows, columns], [1, rows]);

    internal override long Length { get; } = shape.Aggregate((long)elementSize, (product, size) => product * size);

    protected override void Make(Span<byte> destination)
    {
        // From the view's first element to its last; reading it once is faster than an element at a time from the file.
        var reach = shape.Zip(strides, (size, stride) => (size - 1) * stride).Sum() + 1;
        var source = NewArray(reach * elementSize);
        storage.Read(offset * elementSize, source);
        var index = new long[shape.Length];
        var from = 0L;
        for (var to = 0; to < destination.Length; to += elementSize)
        {
            source.AsSpan((int)(from * elementSize), elementSize).CopyTo(destination[to..]);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < shape[axis])
                    break;
                from -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }
}
