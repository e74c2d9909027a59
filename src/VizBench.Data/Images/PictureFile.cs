namespace VizBench.Data.Images;

/// <summary>A picture's file, checked, as a decoder is to get it.</summary>
/// <param name="Png">a PNG's header; null of a JPEG</param>
/// <param name="Content">a PNG's without the chunks that don't make pixels; a JPEG's as it is</param>
/// <param name="Orientation">how to turn the decoded picture, of <see cref="ExifOrientation"/></param>
internal sealed record PictureFile(PngHeader? Png, byte[] Content, int Orientation)
{
    /// <param name="content">the whole file</param>
    /// <param name="name">the file's name in errors</param>
    /// <exception cref="FileError">no picture that is read, too large, torn or corrupt</exception>
    public static PictureFile Of(byte[] content, string name)
    {
        if (PictureFormats.Of(content, name) == PictureFormat.Jpeg)
            return new PictureFile(null, content, JpegStructure.Check(content, name));
        return PngStructure.Essential(content, name);
    }
}
