namespace VizBench.Networks.Weights;

/// <summary>Big-endian elements, turned into little-endian ones.</summary>
internal sealed class SwappedBytes(WeightBytes source, int elementSize) : WholeBytes
{
    internal override long Length => source.Length;

    protected override void Make(Span<byte> destination)
    {
        source.Read(0, destination);
        // What is left over at the end of an untyped storage belongs to no element.
        for (var i = 0; i <= destination.Length - elementSize; i += elementSize)
            destination.Slice(i, elementSize).Reverse();
    }
}
