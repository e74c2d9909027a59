using System.Buffers.Binary;
using System.Text;

namespace VizBench.Data.Images;

/// <summary>The building block of a PNG file: length, type, content, checksum.</summary>
public static class PngChunk
{
    // Of every byte: the table of the annex.
    private static readonly uint[] s_remainders = [.. Enumerable.Range(0, 256).Select(value => Remainder((uint)value))];

    /// <summary>The eight bytes with which every PNG begins.</summary>
    public static ReadOnlyMemory<byte> Signature { get; } = new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A };

    /// <param name="type">four letters</param>
    public static byte[] Of(string type, byte[] data)
    {
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc32(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    /// <summary>The chunks of a well-formed file: one that was just written or checked.</summary>
    internal static IEnumerable<(string Type, byte[] Data)> In(byte[] png)
    {
        for (var at = Signature.Length; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            yield return (Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }
    }

    /// <param name="chunk">a whole one, from its length to its checksum</param>
    internal static bool HasGoodChecksum(ReadOnlySpan<byte> chunk) => BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]) == Crc32(chunk[4..^4]);

    /// <summary>CRC-32 of ISO 3309, as the PNG specification's annex D computes it.</summary>
    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = s_remainders[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
        return value;
    }
}
