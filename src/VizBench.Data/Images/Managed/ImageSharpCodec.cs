using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;
using VizBench.Files;

namespace VizBench.Data.Images.Managed;

/// <summary>PNG and JPEG by ImageSharp: the codec of the nuget stacks.</summary>
public sealed class ImageSharpCodec : IImageCodec
{
    /// <inheritdoc/>
    public RgbImage Read(string path) => Decode(InputFile.ReadBytes(path, PixelBudget.MaxFileBytes), path);

    /// <inheritdoc/>
    public RgbImage Decode(byte[] content, string nameForErrors)
    {
        ArgumentNullException.ThrowIfNull(content);
        var file = PictureFile.Of(content, nameForErrors);
        var options = new DecoderOptions { MaxFrames = 1, SkipMetadata = true };
        try
        {
            var info = SixLabors.ImageSharp.Image.Identify(options, file.Content);
            PixelBudget.Check(nameForErrors, info.Width, info.Height);
            using var image = SixLabors.ImageSharp.Image.Load<Rgba32>(options, file.Content);
            var rgba = new byte[4 * image.Width * image.Height];
            image.CopyPixelDataTo(rgba);
            return Turning.Upright(Transparency.OverWhite(rgba, image.Width, image.Height), file.Orientation);
        }
        catch (Exception e) when (IsAboutContent(e))
        {
            throw new FileError(nameForErrors, "image data", $"{e.Message}; the file is truncated or corrupt", e);
        }
    }

    /// <inheritdoc/>
    public byte[] EncodePng(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var pixels = SixLabors.ImageSharp.Image.LoadPixelData<Rgb24>(image.Pixels, image.Width, image.Height);
        using var stream = new MemoryStream();
        pixels.Save(stream, new PngEncoder { ColorType = PngColorType.Rgb, BitDepth = PngBitDepth.Bit8, SkipMetadata = true });
        return stream.ToArray();
    }

    // ImageSharp promises ImageFormatException; corrupt files have been seen to cause the others.
    private static bool IsAboutContent(Exception e) =>
        e is ImageFormatException or InvalidMemoryOperationException or NotSupportedException or InvalidDataException
            or EndOfStreamException or IndexOutOfRangeException or ArgumentException;
}
