namespace VizBench.Networks;

/// <summary>A size, stride or padding over the two spatial axes: height first, as everywhere.</summary>
public readonly record struct Extent(long Height, long Width)
{
    public static implicit operator Extent(int both) => new(both, both);

    public long[] ToArray() => [Height, Width];

    public override string ToString() => Height == Width ? $"{Height}" : $"{Height}x{Width}";
}
