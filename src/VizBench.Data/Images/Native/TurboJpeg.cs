using System.Runtime.InteropServices;

namespace VizBench.Data.Images.Native;

/// <summary>JPEG by libturbojpeg, with the accurate inverse transform and smooth chroma upsampling, as PIL decodes.</summary>
internal static unsafe partial class TurboJpeg
{
    private const string Library = "libturbojpeg.so.0";
    private const int PixelFormatRgb = 0;
    private const int AccurateTransform = 4096;
    private const int StopOnWarning = 8192;

    private const int LimitScans = 32768;
    private const int Flags = AccurateTransform | StopOnWarning | LimitScans;

    /// <param name="content">a file that <see cref="JpegStructure"/> lets pass</param>
    /// <param name="name">the file's name in errors</param>
    /// <exception cref="FileError">too large, truncated or corrupt</exception>
    public static RgbImage Decode(byte[] content, string name)
    {
        var handle = InitDecompress();
        if (handle == 0)
            throw new InvalidOperationException("libturbojpeg cannot start a decoder");
        try
        {
            fixed (byte* bytes = content)
            {
                var length = new CULong((nuint)content.Length);
                if (DecompressHeader(handle, bytes, length, out var width, out var height, out _, out _) != 0)
                    throw Corrupt(name, "header", handle);
                PixelBudget.Check(name, width, height);
                var image = new RgbImage(width, height);
                fixed (byte* target = image.Pixels)
                {
                    if (Decompress(handle, bytes, length, target, width, 0, height, PixelFormatRgb, Flags) != 0)
                        throw Corrupt(name, "image data", handle);
                }

                return image;
            }
        }
        finally
        {
            _ = Destroy(handle);
        }
    }

    private static FileError Corrupt(string name, string place, nint handle)
    {
        var message = Marshal.PtrToStringUTF8(ErrorText(handle));
        return new FileError(name, place, $"{message}; the file is truncated or corrupt, fetch or write it again");
    }

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    private static partial nint InitDecompress();

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    private static partial int DecompressHeader(
        nint handle, byte* content, CULong length, out int width, out int height, out int subsampling, out int colourSpace);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    private static partial int Decompress(
        nint handle, byte* content, CULong length, byte* target, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial nint ErrorText(nint handle);

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    private static partial int Destroy(nint handle);
}
