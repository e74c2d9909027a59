using VizBench.Files;

namespace VizBench.Data.Images;

/// <summary>Pictures in files.</summary>
public static class ImageFiles
{
    /// <summary>The one codec of the product, on every stack.</summary>
    public static SkiaCodec Codec { get; } = new();

    /// <inheritdoc cref="SkiaCodec.Read"/>
    public static RgbImage Read(string path) => Codec.Read(path);

    /// <summary>Writes an 8-bit RGB PNG, wholly or not at all.</summary>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void WritePng(string path, RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        AtomicFile.WriteBytes(path, Codec.EncodePng(image));
    }
}
