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
        foreach (var (x0, y0, dx, dy) in Interlaced ? s_adam7 : [(0, 0, 1, 1)])
        {
            for (var y = y0; y < Height && x0 < Width; y += dy)
            {
                raw.Add(0);
                var (bits, pending) = (0, 0);
                for (var x = x0; x < Width; x += dx)
                {
                    for (var c = 0; c < Channels; c++)
                    {
                        pending = (pending << Depth) | Sample(x, y, c);
                        bits += Depth;
                        for (; bits >= 8; bits -= 8)
                            raw.Add((byte)(pending >> (bits - 8)));
                        pending &= (1 << bits) - 1;
                    }
                }

                if (bits > 0)
                    raw.Add((byte)(pending << (8 - bits)));
            }
        }

        return [.. raw];
    }
}
