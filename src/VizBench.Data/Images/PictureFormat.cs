namespace VizBench.Data.Images;

/// <summary>Which format a file's first bytes announce; its name's ending does not matter.</summary>
internal enum PictureFormat
{
    Png,
    Jpeg,
}

internal static class PictureFormats
{
    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];

    /// <exception cref="FileError">neither PNG nor JPEG; other formats that people try are named</exception>
    public static PictureFormat Of(byte[] content, string name)
    {
        if (content.AsSpan().StartsWith(PngStructure.Signature))
            return PictureFormat.Png;
        if (content.AsSpan().StartsWith(JpegStart))
            return PictureFormat.Jpeg;
        throw new FileError(name, "start of file", content.Length == 0
            ? "it is empty; fetch or write it again"
            : $"{Foreign(content) ?? "neither a PNG nor a JPEG picture"}; convert it to PNG or JPEG, which are read");
    }

    private static string? Foreign(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("GIF8"u8))
            return "a GIF picture";
        if (content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8))
            return "a WebP picture";
        if (content.StartsWith("BM"u8))
            return "a BMP picture";
        if (content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8))
            return "a TIFF picture (or a camera's raw file)";
        if (content.Length >= 12 && content[4..].StartsWith("ftyp"u8))
            return content[8..].StartsWith("avi"u8) ? "an AVIF picture" : "a HEIC picture or a film";
        if (content.StartsWith("\0\0\0\u000cjP  "u8))
            return "a JPEG 2000 picture";
        if (content is [0xFF, 0x0A, ..] || content.StartsWith("\0\0\0\u000cJXL "u8))
            return "a JPEG XL picture";
        if (content.StartsWith("8BPS"u8))
            return "a Photoshop file";
        if (content.StartsWith("%PDF"u8))
            return "a PDF document";
        if (content.StartsWith("<"u8))
            return "an SVG drawing or a web page";
        return null;
    }
}
