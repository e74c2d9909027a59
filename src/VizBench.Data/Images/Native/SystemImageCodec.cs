using VizBench.Files;

namespace VizBench.Data.Images.Native;

/// <summary>PNG by the system's libpng, JPEG by its libturbojpeg: the codec of the system stack.</summary>
public sealed class SystemImageCodec : IImageCodec
{
    /// <inheritdoc/>
    public RgbImage Read(string path) => Decode(InputFile.ReadBytes(path, PixelBudget.MaxFileBytes), path);

    /// <inheritdoc/>
    public RgbImage Decode(byte[] content, string nameForErrors)
    {
        ArgumentNullException.ThrowIfNull(content);
        var file = PictureFile.Of(content, nameForErrors);
        var stored = file.IsPng
            ? Named("libpng16.so.16", "libpng16-16", () => Libpng.Decode(file.Content, nameForErrors))
            : Named("libturbojpeg.so.0", "libturbojpeg0", () => TurboJpeg.Decode(file.Content, nameForErrors));
        return Turning.Upright(stored, file.Orientation);
    }

    /// <inheritdoc/>
    public byte[] EncodePng(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Named("libpng16.so.16", "libpng16-16", () => Libpng.Encode(image));
    }

    private static T Named<T>(string library, string package, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (DllNotFoundException e)
        {
            throw new UserError($"{library} is not installed; apt-get install {package}", e);
        }
    }
}
