using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Onnx;

/// <summary>
/// An open file in protobuf's wire format, read through a small window: what a reader skips, above all the weights, is never
/// in memory. It counts fields and text, so that no file makes its reader run or allocate without end.
/// </summary>
internal sealed class WireFile(SafeFileHandle handle, string path, long length)
{
    /// <summary>How many fields, and numbers in lists, a file may have beside its weights: a large network has some ten thousand.</summary>
    internal const int MaxFields = 1_000_000;

    /// <summary>The longest single text, in bytes.</summary>
    internal const int MaxText = 1 << 12;

    private const int WindowBytes = 1 << 16;
    private const long MaxTextInAll = 64L << 20;
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _window = new byte[WindowBytes];
    private WireRange _held;
    private int _fields;
    private long _text;

    internal string Path => path;

    internal SafeFileHandle Handle => handle;

    internal WireRange Whole => new(0, length);

    internal FileError Broken(long position, string reason) => new(path, $"byte {position}", reason);

    internal void CountField(long position)
    {
        if (++_fields > MaxFields)
            throw Broken(position, $"the file has more than {MaxFields} fields; no network needs that many");
    }

    internal byte ByteAt(long position)
    {
        Hold(position, 1);
        return _window[position - _held.Start];
    }

    internal uint Fixed32At(long position)
    {
        Hold(position, sizeof(uint));
        return BinaryPrimitives.ReadUInt32LittleEndian(_window.AsSpan((int)(position - _held.Start)));
    }

    internal ulong Fixed64At(long position)
    {
        Hold(position, sizeof(ulong));
        return BinaryPrimitives.ReadUInt64LittleEndian(_window.AsSpan((int)(position - _held.Start)));
    }

    /// <exception cref="FileError">too long, or not UTF-8</exception>
    internal string TextAt(WireRange range)
    {
        if (range.Length > MaxText)
            throw Broken(range.Start, $"a text of {range.Length} bytes; names have at most {MaxText}");
        _text += range.Length;
        if (_text > MaxTextInAll)
            throw Broken(range.Start, $"the names in the file have more than {MaxTextInAll} bytes together");
        var bytes = new byte[range.Length];
        Read(range.Start, bytes);
        try
        {
            return s_utf8.GetString(bytes);
        }
        catch (ArgumentException e)
        {
            throw new FileError(path, $"byte {range.Start}", "a text that is not UTF-8; the file is damaged, or not an ONNX file", e);
        }
    }

    internal void Read(long position, Span<byte> destination) => FileBytes.ReadExactly(handle, path, $"byte {position}", position, destination);

    /// <summary>Reads a varint and moves the position behind it.</summary>
    /// <exception cref="FileError">it passes the end, or has more than ten bytes or 64 bits</exception>
    internal ulong Varint(ref long position, long end)
    {
        var value = 0UL;
        var start = position;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (position >= end)
                throw Broken(start, "a number that passes the end of its message; the file is cut off, or not an ONNX file");
            var part = ByteAt(position++);
            if (shift == 63 && part > 1)
                break;
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw Broken(start, "a number of more than 64 bits; the file is damaged, or not an ONNX file");
    }

    private void Hold(long position, int count)
    {
        if (position >= _held.Start && position + count <= _held.End)
            return;
        var end = Math.Min(length, position + WindowBytes);
        FileBytes.ReadExactly(handle, path, $"byte {position}", position, _window.AsSpan(0, (int)(end - position)));
        _held = new WireRange(position, end);
    }
}
