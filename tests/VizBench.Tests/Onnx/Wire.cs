using System.Text;

namespace VizBench.Tests.Onnx;

/// <summary>Writes fields of protobuf's wire format.</summary>
internal sealed class Wire
{
    private readonly List<byte> _bytes = [];

    internal byte[] Bytes => [.. _bytes];

    internal Wire Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    internal Wire Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
        return this;
    }

    internal Wire Tag(int field, int type) => Varint((ulong)(field << 3 | type));

    internal Wire Integer(int field, long value) => Tag(field, 0).Varint((ulong)value);

    internal Wire Float(int field, float value) => Tag(field, 5).Raw(BitConverter.GetBytes(value));

    internal Wire Block(int field, params byte[] bytes) => Tag(field, 2).Varint((ulong)bytes.Length).Raw(bytes);

    internal Wire Text(int field, string text) => Block(field, Encoding.UTF8.GetBytes(text));

    internal Wire Message(int field, Wire message) => Block(field, message.Bytes);
}
