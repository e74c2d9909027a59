namespace VizBench.Data.ConceptWorld;

/// <summary>Which world: its seed, and the side of its pictures.</summary>
public sealed record WorldOptions
{
    public const int SmallestSize = 32;
    public const int LargestSize = 256;

    /// <summary>The side of the square pictures in pixels, 32 .. 256. Another size shows the same compositions.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Every seed is a world of its own: image i of one has nothing to do with image i of another.</summary>
    public long Seed { get; init; }

    /// <summary>The size in pixels, 32 .. 256, that is nearest to the side of a network's input.</summary>
    public static int SizeFor(long side) => (int)Math.Clamp(side, SmallestSize, LargestSize);

    /// <exception cref="UserError">Size is outside 32 .. 256</exception>
    internal void Check()
    {
        if (Size is < SmallestSize or > LargestSize)
            throw new UserError($"concept world: size {Size} is outside {SmallestSize} .. {LargestSize} pixels; choose a size between the two");
    }
}
