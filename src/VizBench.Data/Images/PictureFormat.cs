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

    /// <exception cref="FileError">neither PNG nor JPEG</exception>
    public static PictureFormat Of(byte[] content, string name)
    {
        if (content.AsSpan().StartsWith(PngStructure.Signature))
            return PictureFormat.Png;
        if (content.AsSpan().StartsWith(JpegStart))
            return PictureFormat.Jpeg;
        throw new FileError(name, "start of file", content.Length == 0
            ? "it is empty; fetch or write it again"
            : "neither a PNG nor a JPEG picture; convert it to one of them");
    }
}
