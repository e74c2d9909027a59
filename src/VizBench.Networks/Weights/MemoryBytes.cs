namespace VizBench.Networks.Weights;

/// <summary>Bytes in memory.</summary>
internal sealed class MemoryBytes(ReadOnlyMemory<byte> bytes) : WeightBytes
{
    internal override long Length => bytes.Length;

    internal override void Read(long offset, Span<byte> destination) =>
        bytes.Span.Slice(checked((int)offset), destination.Length).CopyTo(destination);
}
