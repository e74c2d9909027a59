using System.Text;

namespace VizBench.Networks.Export;

/// <summary>A message in protobuf's wire format that is being written: fields in the order in which they are added.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly MemoryStream _content = new();

    /// <summary>Of what was added so far, bytes.</summary>
    internal long Length => _content.Length;

    /// <summary>The length of a field of bytes with what stands before them.</summary>
    internal static long LengthOfBytes(int field, long length)
    {
        using var head = new MemoryStream();
        WriteHead(head, field, length);
        return head.Length + length;
    }

    /// <summary>What stands before a field's bytes.</summary>
    internal static void WriteHead(Stream stream, int field, long length)
    {
        WriteVarint(stream, (ulong)(field << 3 | Delimited));
        WriteVarint(stream, (ulong)length);
    }

    internal ProtoMessage Integer(int field, long value)
    {
        WriteVarint(_content, (ulong)(field << 3 | Varint));
        WriteVarint(_content, (ulong)value);
        return this;
    }

    internal ProtoMessage Single(int field, float value)
    {
        WriteVarint(_content, (ulong)(field << 3 | Fixed32));
        _content.Write(BitConverter.GetBytes(value));
        return this;
    }

    internal ProtoMessage Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    internal ProtoMessage Bytes(int field, byte[] bytes)
    {
        WriteHead(_content, field, bytes.Length);
        _content.Write(bytes);
        return this;
    }

    internal ProtoMessage Message(int field, ProtoMessage message) => Bytes(field, message._content.ToArray());

    internal void WriteTo(Stream stream)
    {
        _content.Position = 0;
        _content.CopyTo(stream);
    }

    private static void WriteVarint(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }
}
