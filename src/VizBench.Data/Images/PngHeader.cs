using System.Buffers.Binary;

namespace VizBench.Data.Images;

/// <summary>What a PNG's IHDR chunk says, checked (PNG specification, third edition, 11.2.1).</summary>
/// <param name="Width">pixels, at least 1</param>
/// <param name="Height">pixels, at least 1; within <see cref="PixelBudget"/></param>
/// <param name="Depth">bits of a sample: 1, 2, 4, 8 or 16</param>
/// <param name="ColorType">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha</param>
/// <param name="Interlaced">in the seven passes of Adam7</param>
internal readonly record struct PngHeader(int Width, int Height, int Depth, int ColorType, bool Interlaced)
{
    private const int Length = 13;

    /// <summary>Samples of a pixel.</summary>
    public int Channels => ChannelsOf(ColorType);

    /// <param name="chunk">the content of the IHDR chunk</param>
    /// <param name="name">the file's name in errors</param>
    /// <exception cref="FileError">too large, or of a kind that is not defined</exception>
    public static PngHeader Read(ReadOnlySpan<byte> chunk, string name)
    {
        if (chunk.Length != Length)
            throw new FileError(name, "header", $"it has {chunk.Length} bytes instead of {Length}; the file is corrupt");
        long width = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        long height = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        PixelBudget.Check(name, width, height);
        var (depth, color) = (chunk[8], chunk[9]);
        var defined = color switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            _ => depth is 8 or 16,
        };
        if (ChannelsOf(color) == 0 || !defined)
            throw new FileError(name, "header", $"color type {color} with {depth} bits is not defined; the file is corrupt");
        var (compression, filter, interlacing) = (chunk[10], chunk[11], chunk[12]);
        if (compression != 0 || filter != 0 || interlacing > 1)
            throw new FileError(name, "header", $"compression {compression}, filter {filter} or interlacing {interlacing} is not defined; the file is corrupt");
        return new PngHeader((int)width, (int)height, depth, color, interlacing == 1);
    }

    private static int ChannelsOf(int colorType) => colorType switch { 0 => 1, 2 => 3, 3 => 1, 4 => 2, 6 => 4, _ => 0 };
}
