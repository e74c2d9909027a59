using VizBench.Files;

namespace VizBench.Data.Images;

/// <summary>Pictures in files, by the codec of the stack in use.</summary>
public static class ImageFiles
{
#if STACK_SYSTEM
    public static IImageCodec Codec { get; } = new Native.SystemImageCodec();
#else
    public static IImageCodec Codec { get; } = new Managed.ImageSharpCodec();
#endif

    /// <inheritdoc cref="IImageCodec.Read"/>
    public static RgbImage Read(string path) => Codec.Read(path);

    /// <summary>Writes an 8-bit RGB PNG, wholly or not at all.</summary>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void WritePng(string path, RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        AtomicFile.WriteBytes(path, Codec.EncodePng(image));
    }
}
