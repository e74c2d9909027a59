namespace VizBench.Data.Images;

/// <summary>
/// The seam between the stacks: pictures in files to <see cref="RgbImage"/> and back. Both implementations agree on the bytes
/// of a PNG's pixels: 8-bit samples come back as stored, whatever the file says about gamma or colour profiles (as the
/// field's tools read them); grey is repeated in all three channels; 16-bit samples are scaled to the nearest of 8 bit;
/// transparent pixels are laid over white, and pictures are turned as their Exif orientation says, as a viewer shows them.
/// </summary>
public interface IImageCodec
{
    /// <summary>A PNG or JPEG file.</summary>
    /// <exception cref="FileError">the file is missing, not readable, no picture, too large, truncated or corrupt</exception>
    RgbImage Read(string path);

    /// <summary>The content of a PNG or JPEG file.</summary>
    /// <param name="content">the whole file</param>
    /// <param name="nameForErrors">the file's name in error messages</param>
    /// <exception cref="FileError">no picture, too large, truncated or corrupt</exception>
    RgbImage Decode(byte[] content, string nameForErrors);

    /// <summary>A PNG file's content, 8-bit RGB, that decodes to exactly this picture.</summary>
    byte[] EncodePng(RgbImage image);
}
