using System.Buffers.Binary;

namespace VizBench.Networks.Weights.Pickle;

/// <summary>The bytes of a pickle, read forward through a small buffer.</summary>
/// <param name="bytes">what holds the pickle</param>
/// <param name="path">the file, for messages</param>
/// <param name="place">what holds the pickle, for messages</param>
internal sealed class PickleInput(WeightBytes bytes, string path, string place)
{
    // The longest text or run of bytes: arrays that stand beside tensors are kept so; names have some dozens of characters.
    private const int MaxText = 1 << 24;
    private const int BufferBytes = 1 << 16;
    private readonly byte[] _buffer = new byte[(int)Math.Min(BufferBytes, bytes.Length)];
    private long _bufferStart;
    private int _bufferLength;

    /// <summary>Where the next byte is read.</summary>
    internal long Position { get; private set; }

    internal byte Byte()
    {
        if (Position >= _bufferStart + _bufferLength || Position < _bufferStart)
            Fill();
        return _buffer[Position++ - _bufferStart];
    }

    /// <summary>The next bytes; valid until more is read.</summary>
    internal ReadOnlySpan<byte> Bytes(long length)
    {
        if (length is < 0 or > MaxText)
            throw Refuse($"a text or number of {length} bytes; at most {MaxText} are read");
        if (length > bytes.Length - Position)
            throw Refuse($"{length} bytes are announced, {bytes.Length - Position} are left; the file is incomplete: fetch it again");
        var start = Position;
        Position += length;
        if (start >= _bufferStart && Position <= _bufferStart + _bufferLength)
            return _buffer.AsSpan((int)(start - _bufferStart), (int)length);
        var result = new byte[length];
        bytes.Read(start, result);
        return result;
    }

    /// <summary>Up to the line's end, which is passed.</summary>
    internal string Line()
    {
        const int MaxLine = 1000;
        var line = new List<char>();
        for (var b = Byte(); b != '\n'; b = Byte())
        {
            if (line.Count == MaxLine)
                throw Refuse($"a name of more than {MaxLine} characters; the file is corrupt");
            line.Add((char)b);
        }

        return new string([.. line]);
    }

    internal ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(sizeof(ushort)));

    internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(sizeof(uint)));

    internal long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));

    internal double Double() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(sizeof(double)));

    internal FileError Refuse(string reason, Exception? inner = null) => new(path, $"{place}, byte {Position}", reason, inner);

    private void Fill()
    {
        var length = (int)Math.Min(_buffer.Length, bytes.Length - Position);
        if (length <= 0)
            throw Refuse("the pickle ends early; the file is incomplete: fetch it again");
        bytes.Read(Position, _buffer.AsSpan(0, length));
        (_bufferStart, _bufferLength) = (Position, length);
    }
}
