using System.Runtime.InteropServices;

namespace VizBench.Data.Images.Native;

/// <summary>
/// PNG by libpng's simplified API. It keeps its setjmp to itself and returns a code and a message, so that no longjmp crosses
/// managed frames.
/// </summary>
internal static unsafe partial class Libpng
{
    private const string Library = "libpng16.so.16";

    /// <param name="content">a file of <see cref="PngStructure.Essential"/>'s making</param>
    /// <param name="name">the file's name in errors</param>
    public static RgbImage Decode(byte[] content, string name)
    {
        var image = new PngImage { Version = 1 };
        fixed (byte* bytes = content)
        {
            try
            {
                if (BeginReadFromMemory(&image, bytes, (nuint)content.Length) == 0)
                    throw Corrupt(name, image.Message);
                PixelBudget.Check(name, image.Width, image.Height);
                image.Flags |= PngImage.Flag16BitSrgb;
                var hasAlpha = (image.Format & PngImage.FlagAlpha) != 0;
                image.Format = hasAlpha ? PngImage.FormatRgba : PngImage.FormatRgb;
                var (width, height) = ((int)image.Width, (int)image.Height);
                var pixels = new byte[(hasAlpha ? 4 : 3) * width * height];
                fixed (byte* target = pixels)
                {
                    if (FinishRead(&image, null, target, 0, null) == 0)
                        throw Corrupt(name, image.Message);
                }

                return hasAlpha ? Transparency.OverWhite(pixels, width, height) : new RgbImage(width, height, pixels);
            }
            finally
            {
                Free(&image);
            }
        }
    }

    public static byte[] Encode(RgbImage picture)
    {
        var image = new PngImage
        {
            Version = 1,
            Width = (uint)picture.Width,
            Height = (uint)picture.Height,
            Format = PngImage.FormatRgb,
        };

        var buffer = new byte[LibpngBound.Of(picture.Width, picture.Height)];
        var length = (nuint)buffer.Length;
        fixed (byte* pixels = picture.Pixels)
        fixed (byte* target = buffer)
        {
            try
            {
                if (WriteToMemory(&image, target, &length, 0, pixels, 0, null) == 0)
                    throw new InvalidOperationException($"libpng cannot write {picture.Width}×{picture.Height} pixels: {image.Message}");
            }
            finally
            {
                Free(&image);
            }
        }

        return buffer[..(int)length];
    }

    private static FileError Corrupt(string name, string message) =>
        new(name, "image data", $"{message}; the file is truncated or corrupt, fetch or write it again");

    [LibraryImport(Library, EntryPoint = "png_image_begin_read_from_memory")]
    private static partial int BeginReadFromMemory(PngImage* image, byte* memory, nuint size);

    [LibraryImport(Library, EntryPoint = "png_image_finish_read")]
    private static partial int FinishRead(PngImage* image, void* background, byte* buffer, int rowStride, void* colormap);

    [LibraryImport(Library, EntryPoint = "png_image_write_to_memory")]
    private static partial int WriteToMemory(
        PngImage* image, byte* memory, nuint* size, int convertTo8Bit, byte* buffer, int rowStride, void* colormap);

    [LibraryImport(Library, EntryPoint = "png_image_free")]
    private static partial void Free(PngImage* image);
}
