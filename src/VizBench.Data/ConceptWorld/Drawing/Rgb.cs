namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>An 8-bit sRGB colour.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static Rgb Hex(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>The colour on the way to another: 0 is this one, 256 is the other.</summary>
    public Rgb Mix(Rgb other, int share) =>
        new(Mixed(R, other.R, share), Mixed(G, other.G, share), Mixed(B, other.B, share));

    public Rgb Lighter(int share) => Mix(new Rgb(255, 255, 255), share);

    public Rgb Darker(int share) => Mix(default, share);

    /// <summary>Sum of the channels' differences, 0 .. 765.</summary>
    public int Distance(Rgb other) => Math.Abs(R - other.R) + Math.Abs(G - other.G) + Math.Abs(B - other.B);

    private static byte Mixed(int from, int to, int share) => (byte)(from + (((to - from) * share) >> 8));
}
