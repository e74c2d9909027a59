using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
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
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

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
        return [.. s_signature, .. Chunk("IHDR", header), .. Chunk("PLTE", colours), .. Chunk("IDAT", Deflated(rows)), .. Chunk("IEND", [])];
    }

    private static byte[] Deflated(byte[] rows)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
            zlib.Write(rows);
        return packed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc32(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    /// <summary>CRC-32 of ISO 3309, as the PNG specification's annex D computes it.</summary>
    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ (crc >> 1);
        }

        return ~crc;
    }
}
