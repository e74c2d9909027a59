namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>An 8-bit sRGB colour.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static Rgb Hex(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>The colour on the way to another: 0 is this one, 256 is the other.</summary>
    public Rgb Mix(Rgb other, int share) =>
        new((byte)(R + (((other.R - R) * share) >> 8)), (byte)(G + (((other.G - G) * share) >> 8)), (byte)(B + (((other.B - B) * share) >> 8)));

    public Rgb Lighter(int share) => Mix(new Rgb(255, 255, 255), share);

    public Rgb Darker(int share) => Mix(default, share);

    /// <summary>Sum of the channels' differences, 0 .. 765.</summary>
    public int Distance(Rgb other) => Math.Abs(R - other.R) + Math.Abs(G - other.G) + Math.Abs(B - other.B);
}
