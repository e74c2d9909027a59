namespace VizBench.Data.Images;

/// <summary>
/// Lays a picture with an alpha channel over white, in sRGB values, as browsers and viewers show it. (PIL's convert("RGB")
/// instead drops alpha and uncovers whatever colours lie hidden under transparent pixels.)
/// </summary>
internal static class Transparency
{
    /// <param name="rgba">height × width × 4 bytes, not premultiplied</param>
    /// <param name="width">pixels</param>
    /// <param name="height">pixels</param>
    public static RgbImage OverWhite(ReadOnlySpan<byte> rgba, int width, int height)
    {
        var image = new RgbImage(width, height);
        var rgb = image.Pixels;
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += 3)
        {
            var alpha = rgba[from + 3];
            for (var c = 0; c < 3; c++)
                rgb[to + c] = OverWhite(rgba[from + c], alpha);
        }

        return image;
    }

    /// <summary>One sample of a pixel.</summary>
    public static byte OverWhite(byte sample, byte alpha) => (byte)((sample * alpha + 255 * (255 - alpha) + 127) / 255);
}
