using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace VizBench.Tests.Data;

/// <summary>Makes PNG files of any kind, plainly, from the format's definition.</summary>
internal sealed class PngBuilder
{
    private static readonly (int X, int Y, int DX, int DY)[] s_adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public required int Width { get; init; }

    public required int Height { get; init; }

    public int Depth { get; init; } = 8;

    /// <summary>0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.</summary>
    public int Colour { get; init; } = 2;

    public bool Interlaced { get; init; }

    /// <summary>The filter of a row of a pass, 0 to 4.</summary>
    public Func<int, int> Filter { get; init; } = _ => 0;

    /// <summary>Chunks between IHDR and IDAT.</summary>
    public List<(string Type, byte[] Data)> Extra { get; init; } = [];

    /// <summary>The sample at (x, y, channel), of Depth bits.</summary>
    public required Func<int, int, int, int> Sample { get; init; }

    private int Channels => Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public byte[] Build()
    {
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        file.Write(Chunk("IHDR", Header(Width, Height, Depth, Colour, Interlaced)));
        foreach (var (type, data) in Extra)
            file.Write(Chunk(type, data));
        file.Write(Chunk("IDAT", Compressed(Raw())));
        file.Write(Chunk("IEND", []));
        return file.ToArray();
    }

    public static byte[] Header(uint width, uint height, int depth, int colour, bool interlaced = false)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colour, (byte)(interlaced ? 1 : 0));
        return header;
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    public static byte[] Compressed(byte[] raw)
    {
        var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal))
            zlib.Write(raw);
        return stream.ToArray();
    }

    private static byte[] Header(int width, int height, int depth, int colour, bool interlaced) =>
        Header((uint)width, (uint)height, depth, colour, interlaced);

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }

    private byte[] Raw()
    {
        var raw = new List<byte>();
        var pixelBytes = Math.Max(1, Channels * Depth / 8);
        foreach (var (x0, y0, dx, dy) in Interlaced ? s_adam7 : [(0, 0, 1, 1)])
        {
            byte[]? above = null;
            for (var y = y0; y < Height && x0 < Width; y += dy)
            {
                var line = Line(x0, dx, y);
                above ??= new byte[line.Length];
                var filter = Filter(y);
                raw.Add((byte)filter);
                for (var i = 0; i < line.Length; i++)
                {
                    var (left, corner) = i < pixelBytes ? (0, 0) : (line[i - pixelBytes], above[i - pixelBytes]);
                    raw.Add((byte)(line[i] - Predicted(filter, left, above[i], corner)));
                }

                above = line;
            }
        }

        return [.. raw];
    }

    private byte[] Line(int x0, int dx, int y)
    {
        var line = new List<byte>();
        var (bits, pending) = (0, 0);
        for (var x = x0; x < Width; x += dx)
        {
            for (var c = 0; c < Channels; c++)
            {
                pending = (pending << Depth) | Sample(x, y, c);
                bits += Depth;
                for (; bits >= 8; bits -= 8)
                    line.Add((byte)(pending >> (bits - 8)));
                pending &= (1 << bits) - 1;
            }
        }

        if (bits > 0)
            line.Add((byte)(pending << (8 - bits)));
        return [.. line];
    }

    // Of the three neighbors, Paeth's is the one nearest to left + above - corner; the first of equals.
    private static int Predicted(int filter, int left, int above, int corner) => filter switch
    {
        0 => 0,
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        _ => new[] { left, above, corner }.MinBy(neighbor => Math.Abs(left + above - corner - neighbor)),
    };
}
