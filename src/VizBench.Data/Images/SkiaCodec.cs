using System.Runtime.InteropServices;
using SkiaSharp;
using VizBench.Files;

namespace VizBench.Data.Images;

/// <summary>
/// Pictures in files to <see cref="RgbImage"/> and back, by SkiaSharp (libpng and libjpeg-turbo inside). 8-bit samples come back
/// as stored, whatever the file says about gamma or color profiles (as the field's tools read them); grey is repeated in all
/// three channels; 16-bit samples are scaled to the nearest of 8 bits; transparent pixels are laid over white, and pictures
/// are turned as their Exif orientation says, as a viewer shows them.
/// </summary>
public sealed class SkiaCodec
{
    private const int BytesPerPixel = 4;

    // zlib's own default; all filters, of which libpng takes the best for each row.
    private const int CompressionLevel = 6;
    private const int JpegQuality = 78;

    private const string Remedy = "the file is truncated or corrupt, fetch or write it again";

    /// <summary>A PNG or JPEG file.</summary>
    /// <exception cref="FileError">the file is missing, not readable, no picture, too large, truncated or corrupt</exception>
    public RgbImage Read(string path) => Decode(InputFile.ReadBytes(path, PixelBudget.MaxFileBytes), path);

    /// <summary>The content of a PNG or JPEG file.</summary>
    /// <param name="content">the whole file</param>
    /// <param name="nameForErrors">the file's name in error messages</param>
    /// <exception cref="FileError">no picture, too large, truncated or corrupt</exception>
    public RgbImage Decode(byte[] content, string nameForErrors)
    {
        ArgumentNullException.ThrowIfNull(content);
        var file = PictureFile.Of(content, nameForErrors);
        // Skia cuts samples of 16 bits down to their upper 8, and to half precision where it is asked for more.
        var stored = file.Png is { Depth: 16 } header
            ? SixteenBitPng.Decode(header, file.Content, nameForErrors)
            : Loaded(() => DecodeBySkia(file.Content, nameForErrors));
        return Turning.Upright(stored, file.Orientation);
    }

    /// <summary>A PNG file's content, 8-bit RGB, that decodes to exactly this picture; equal pictures give equal bytes.</summary>
    public byte[] EncodePng(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Loaded(() => EncodeBySkia(image, pixmap => pixmap.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, CompressionLevel))));
    }

    /// <summary>An 8-bit RGB JPEG, for pictures to look at: it is not exact.</summary>
    /// <exception cref="UserError">Skia's library can't be loaded</exception>
    public byte[] EncodeJpeg(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Loaded(() => EncodeBySkia(image, pixmap => pixmap.Encode(new SKJpegEncoderOptions(JpegQuality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore))));
    }

    private static unsafe RgbImage DecodeBySkia(byte[] content, string name)
    {
        fixed (byte* bytes = content)
        {
            using var data = SKData.Create((nint)bytes, content.Length);
            using var codec = SKCodec.Create(data) ?? throw new FileError(name, "image data", $"no decoder takes its header; {Remedy}");
            var (width, height) = (codec.Info.Width, codec.Info.Height);
            PixelBudget.Check(name, width, height);
            // Without a color space there is none to convert to.
            var format = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colorspace: null);
            var pixels = new byte[BytesPerPixel * width * height];
            fixed (byte* target = pixels)
            {
                var result = codec.GetPixels(format, (nint)target);
                if (result != SKCodecResult.Success)
                    throw new FileError(name, "image data", $"{Reason(result)}; {Remedy}");
            }

            return Transparency.OverWhite(pixels, width, height);
        }
    }

    private static unsafe byte[] EncodeBySkia(RgbImage image, Func<SKPixmap, SKData?> encode)
    {
        var (width, height) = (image.Width, image.Height);
        var pixels = new byte[checked(BytesPerPixel * width * height)];
        for (int from = 0, to = 0; from < image.Pixels.Length; from += 3, to += BytesPerPixel)
        {
            image.Pixels.AsSpan(from, 3).CopyTo(pixels.AsSpan(to));
            pixels[to + 3] = byte.MaxValue;
        }

        fixed (byte* source = pixels)
        {
            // Opaque pixels are written as RGB.
            using var pixmap = new SKPixmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, colorspace: null), (nint)source);
            using var data = encode(pixmap) ?? throw new InvalidOperationException($"Skia cannot write {width}×{height} pixels");
            return data.ToArray();
        }
    }

    private static string Reason(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "the data end before the picture does",
        SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput => "the data can't be decoded",
        _ => $"the decoder says {result}",
    };

    private static T Loaded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when ((e as TypeInitializationException)?.InnerException is DllNotFoundException || e is DllNotFoundException)
        {
            throw new UserError($"SkiaSharp's library for {RuntimeInformation.RuntimeIdentifier} does not load ({(e.InnerException ?? e).Message}); build VizBench on this machine, or use a pack for it", e);
        }
    }
}
