namespace VizBench.Data.Rendering;

/// <summary>Grey of a colour: Rec. 601 weights on sRGB values, in integers.</summary>
public static class Luma
{
    /// <summary>0..255, rounded.</summary>
    public static byte Of((byte R, byte G, byte B) colour) => (byte)((299 * colour.R + 587 * colour.G + 114 * colour.B + 500) / 1000);
}
