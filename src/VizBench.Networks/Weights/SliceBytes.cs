namespace VizBench.Networks.Weights;

/// <summary>A part of other bytes.</summary>
internal sealed class SliceBytes(WeightBytes whole, long start, long length) : WeightBytes
{
    internal override long Length => length;

    internal override void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || destination.Length > length - offset)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"outside the {length} bytes");
        whole.Read(start + offset, destination);
    }

    internal static WeightBytes Of(WeightBytes whole, long start, long length) =>
        start == 0 && length == whole.Length ? whole : new SliceBytes(whole, start, length);
}
