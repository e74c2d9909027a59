namespace VizBench.Networks.Weights;

/// <summary>Where a tensor's little-endian bytes lie: in memory, or still in the file.</summary>
internal abstract class WeightBytes
{
    internal abstract long Length { get; }

    /// <summary>Fills destination with the bytes from offset on.</summary>
    internal abstract void Read(long offset, Span<byte> destination);
}
