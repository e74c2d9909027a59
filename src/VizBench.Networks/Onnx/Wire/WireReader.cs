namespace VizBench.Networks.Onnx;

/// <summary>
/// Steps through the fields of one message. A field's value is inside the message when <see cref="Next"/> returns, and read
/// only when asked for; a field that nobody asks for is thereby skipped. Nothing here descends by itself, so the depth of a
/// file's nesting costs nothing: each level that is read has a method of <see cref="OnnxModelReader"/>.
/// </summary>
internal struct WireReader
{
    private const int LargestField = (1 << 29) - 1;

    private readonly WireFile _file;
    private readonly long _end;
    private long _position;
    private ulong _number;
    private WireRange _range;

    internal WireReader(WireFile file, WireRange message) => (_file, _position, _end) = (file, message.Start, message.End);

    /// <summary>The field's number.</summary>
    internal int Field { get; private set; }

    internal WireType Type { get; private set; }

    /// <summary>Where the field begins in the file.</summary>
    internal long Place { get; private set; }

    /// <summary>Goes to the next field; false at the message's end.</summary>
    /// <exception cref="FileError">the bytes are no field, or it reaches over the message's end</exception>
    internal bool Next()
    {
        if (_position >= _end)
            return false;
        Place = _position;
        _file.CountField(Place);
        var tag = _file.Varint(ref _position, _end);
        var (number, type) = (tag >> 3, (int)(tag & 7));
        if (number is 0 or > LargestField)
            throw _file.Broken(Place, $"a field numbered {number}; this is not an ONNX file, or a damaged one");
        (Field, Type) = ((int)number, (WireType)type);
        switch (Type)
        {
            case WireType.Varint:
                var start = _position;
                _number = _file.Varint(ref _position, _end);
                _range = new WireRange(start, _position);
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            case WireType.LengthDelimited:
                Take(_file.Varint(ref _position, _end));
                break;
            default:
                throw _file.Broken(Place, $"field {Field} is of wire type {type}, which ONNX does not use; this is not an ONNX file, or a damaged one");
        }

        return true;
    }

    internal readonly long Integer() => Type == WireType.Varint ? (long)_number : throw Mistyped("a whole number");

    internal readonly float Float() => Type == WireType.Fixed32 ? BitConverter.UInt32BitsToSingle(_file.Fixed32At(_range.Start)) : throw Mistyped("a float");

    internal readonly string Text() => _file.TextAt(Bytes());

    internal readonly WireReader Message() => new(_file, Bytes());

    /// <summary>Where a field of bytes lies.</summary>
    internal readonly WireRange Bytes() => Type == WireType.LengthDelimited ? _range : throw Mistyped("a text or message");

    /// <summary>Where the bytes of a repeated number lie: all of them where it is packed, one where it is not.</summary>
    internal readonly WireRange Numbers(WireType unpacked) =>
        Type == WireType.LengthDelimited || Type == unpacked ? _range : throw Mistyped($"a list of numbers ({unpacked})");

    /// <summary>Adds the field's whole numbers, packed or one, to a list of bounded length.</summary>
    internal readonly void AddIntegers(List<long> values, int most)
    {
        var range = Numbers(WireType.Varint);
        for (var position = range.Start; position < range.End;)
        {
            if (values.Count == most)
                throw _file.Broken(Place, $"field {Field} has more than {most} entries");
            _file.CountField(Place);
            values.Add((long)_file.Varint(ref position, range.End));
        }
    }

    /// <summary>Adds the field's floats, packed or one, to a list of bounded length.</summary>
    internal readonly void AddFloats(List<float> values, int most)
    {
        var range = Numbers(WireType.Fixed32);
        if (range.Length % sizeof(float) != 0)
            throw _file.Broken(Place, $"field {Field} has {range.Length} bytes, which are no whole number of floats");
        for (var position = range.Start; position < range.End; position += sizeof(float))
        {
            if (values.Count == most)
                throw _file.Broken(Place, $"field {Field} has more than {most} entries");
            _file.CountField(Place);
            values.Add(BitConverter.UInt32BitsToSingle(_file.Fixed32At(position)));
        }
    }

    private void Take(ulong length)
    {
        if (length > (ulong)(_end - _position))
            throw _file.Broken(Place, $"field {Field} has {length} bytes and passes the end of its message; the file is cut off, or not an ONNX file");
        _range = new WireRange(_position, _position + (long)length);
        _position = _range.End;
    }

    private readonly FileError Mistyped(string expected) =>
        _file.Broken(Place, $"field {Field} is {Type}, expected {expected}; this is not an ONNX file, or a damaged one");
}
