using VizBench.Files;

namespace VizBench.Data.Images;

/// <summary>Pictures in files.</summary>
public static class ImageFiles
{
    /// <summary>The one codec of the product, on every stack.</summary>
    public static SkiaCodec Codec { get; } = new();

    /// <inheritdoc cref="SkiaCodec.Read"/>
    public static RgbImage Read(string path) => Codec.Read(path);

    /// <summary>Looks at a file's first bytes alone, which say whether it is a picture at all; what is wrong further on is found by <see cref="Read"/>.</summary>
    /// <exception cref="FileError">the file is missing, not readable, empty, or neither PNG nor JPEG</exception>
    public static void CheckFormat(string path)
    {
        const int Longest = 16;
        using var stream = InputFile.Open(path);
        var start = new byte[Math.Min(stream.Length, Longest)];
        InputFile.ReadExactly(path, stream, start);
        PictureFormats.Of(start, path);
    }

    /// <summary>Writes an 8-bit RGB PNG, wholly or not at all.</summary>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void WritePng(string path, RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        AtomicFile.WriteBytes(path, Codec.EncodePng(image));
    }

    /// <summary>Writes a PNG, or a JPEG where the name ends in .jpg, wholly or not at all.</summary>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void Write(string path, RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(image);
        AtomicFile.WriteBytes(path, path.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase) ? Codec.EncodeJpeg(image) : Codec.EncodePng(image));
    }
}
