using System.Buffers.Binary;
using System.IO.Compression;
using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>
/// A PNG of at most 256 colours, one byte a pixel: noisy maps take a third of what three bytes a pixel do. Any reader
/// decodes it to the same pixels.
/// </summary>
internal static class IndexedPng
{
    private const int MaxColours = 256;
    private const byte BitDepth = 8;
    private const byte PaletteColour = 3;

    /// <returns>the file's content; null where the picture has more colours</returns>
    internal static byte[]? Encode(RgbImage image)
    {
        var palette = new Dictionary<(byte R, byte G, byte B), byte>();
        var rows = new byte[image.Height * (image.Width + 1)];
        for (var y = 0; y < image.Height; y++)
        {
            // The byte before each row says "no filter".
            for (var x = 0; x < image.Width; x++)
            {
                if (!palette.TryGetValue(image[x, y], out var index))
                {
                    if (palette.Count == MaxColours)
                        return null;
                    palette[image[x, y]] = index = (byte)palette.Count;
                }

                rows[y * (image.Width + 1) + 1 + x] = index;
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        (header[8], header[9]) = (BitDepth, PaletteColour);
        byte[] colours = [.. palette.OrderBy(entry => entry.Value).SelectMany(entry => new[] { entry.Key.R, entry.Key.G, entry.Key.B })];
        return [.. PngChunk.Signature.ToArray(), .. PngChunk.Of("IHDR", header), .. PngChunk.Of("PLTE", colours), .. PngChunk.Of("IDAT", Deflated(rows)), .. PngChunk.Of("IEND", [])];
    }

    private static byte[] Deflated(byte[] rows)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
            zlib.Write(rows);
        return packed.ToArray();
    }
}
