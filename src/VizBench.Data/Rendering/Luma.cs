namespace VizBench.Data.Rendering;

/// <summary>Grey of a color: the weights .299, .587, .114 of Rec. 601 on sRGB values, in 16-bit fixed point as PIL's convert("L") has them.</summary>
public static class Luma
{
    /// <summary>0..255, rounded.</summary>
    public static byte Of((byte R, byte G, byte B) colour) => (byte)((19595 * colour.R + 38470 * colour.G + 7471 * colour.B + 0x8000) >> 16);
}
