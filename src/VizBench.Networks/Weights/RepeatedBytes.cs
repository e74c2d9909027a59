namespace VizBench.Networks.Weights;

/// <summary>One element over and over, which takes no memory until it is read.</summary>
/// <param name="element">its little-endian bytes</param>
/// <param name="count">how often</param>
internal sealed class RepeatedBytes(byte[] element, long count) : WeightBytes
{
    internal override long Length { get; } = checked(element.Length * count);

    internal override void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || destination.Length > Length - offset)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"outside the {Length} bytes");
        var phase = (int)(offset % element.Length);
        for (var i = 0; i < destination.Length && i < element.Length; i++)
            destination[i] = element[(phase + i) % element.Length];
        // What is there is copied behind itself: each time twice as much.
        for (var done = Math.Min(element.Length, destination.Length); done < destination.Length; done *= 2)
            destination[..Math.Min(done, destination.Length - done)].CopyTo(destination[done..]);
    }
}
