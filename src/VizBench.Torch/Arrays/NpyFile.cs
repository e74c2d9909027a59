using System.Buffers.Binary;
using System.Text;
using VizBench.Files;

namespace VizBench.Arrays;

/// <summary>
/// NumPy's .npy files: versions 1.0, 2.0 and 3.0, either byte order, C or Fortran order; types f2, f4, f8, i1, i2, i4, i8,
/// u1 and b1. Nothing of the array's size is allocated before the file is known to be that long.
/// </summary>
public static class NpyFile
{
    /// <summary>Longest header that is read, in bytes; NumPy's own are 118 or so.</summary>
    public const int MaxHeaderBytes = 1 << 16;

    /// <summary>The array of a file, in C order and this machine's byte order.</summary>
    /// <exception cref="FileError">the file is missing, not a .npy file, torn, too long, or of a type that is not read</exception>
    public static NdArray Read(string path)
    {
        using var stream = InputFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>As <see cref="Read(string)"/>, from a seekable stream whose rest is the file.</summary>
    /// <param name="stream">from the file's first byte to its end</param>
    /// <param name="nameForErrors">the file's name in error messages</param>
    /// <exception cref="FileError">as <see cref="Read(string)"/></exception>
    public static NdArray Read(Stream stream, string nameForErrors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = ReadHeader(stream, nameForErrors);
        var size = NdTypes.Size(header.Type);
        var count = NdArray.CountOf(header.Shape);
        var left = stream.Length - stream.Position;
        if (count < 0 || (Int128)count * size != left)
        {
            var shape = string.Join(", ", header.Shape);
            throw new FileError(
                nameForErrors,
                "data",
                $"shape ({shape}) of {size}-byte elements does not take the {left} bytes after the header; the file is truncated");
        }

        if (count > Array.MaxLength / size)
            throw new FileError(nameForErrors, "data",
                $"{count} elements of {size} bytes exceed 2 GiB, the most for one array; split the file");

        var data = NdTypes.NewArray(header.Type, (int)count);
        var bytes = NdArray.BytesOf(data, size);
        InputFile.ReadExactly(nameForErrors, stream, bytes);
        if (header.Type == NdType.Bool && bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) is var at and >= 0)
            throw new FileError(nameForErrors, $"data, element {at}", $"byte {bytes[at]} is not a bool, 0 or 1");
        if (header.BigEndian == BitConverter.IsLittleEndian && size > 1)
            ElementOrder.ReverseBytes(bytes, size);
        if (header.FortranOrder)
            data = ElementOrder.FromFortran(data, header.Type, header.Shape);
        return new NdArray(header.Type, header.Shape, data);
    }

    /// <summary>What the file's header says; the stream then stands at the first element. Nothing is said of the elements.</summary>
    /// <param name="stream">from the file's first byte on; it need not reach beyond the header</param>
    /// <param name="name">the file's name in error messages</param>
    /// <exception cref="FileError">not a .npy file, torn, or of a type that is not read</exception>
    public static NpyHeader ReadHeader(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        const int LengthEnd = 12;
        Span<byte> start = stackalloc byte[LengthEnd];
        if (stream.Length - stream.Position < NpyHeader.Magic.Length + 4)
            throw new FileError(name, "start of file", "too short for a .npy file; fetch or write it again");
        InputFile.ReadExactly(name, stream, start[..10]);
        if (!start.StartsWith(NpyHeader.Magic))
            throw new FileError(name, "start of file", "not a .npy file (it does not begin with \\x93NUMPY); write it with numpy.save");
        var (major, minor) = (start[6], start[7]);
        if (major is < 1 or > 3 || minor != 0)
            throw new FileError(name, "version", $"format version {major}.{minor} is not read; 1.0, 2.0 and 3.0 are");
        long length = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (major > 1)
        {
            if (stream.Length - stream.Position < 2)
                throw new FileError(name, "header length", "the file ends here; it is truncated");
            InputFile.ReadExactly(name, stream, start[10..]);
            length = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        }

        if (length > MaxHeaderBytes)
            throw new FileError(name, "header length",
                $"{length} bytes, more than the {MaxHeaderBytes} that are read; the file is corrupt");
        if (length > stream.Length - stream.Position)
            throw new FileError(name, "header length", $"{length} bytes, more than the file has left; it is truncated");
        var header = new byte[length];
        InputFile.ReadExactly(name, stream, header);
        return NpyHeaderParser.Parse(Encoding.Latin1.GetString(header), name);
    }

    /// <summary>Writes the array, wholly or not at all: version 1.0, little-endian, C order, byte for byte as NumPy does.</summary>
    /// <exception cref="FileError">the file can't be made there</exception>
    public static void Write(string path, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        AtomicFile.Write(path, stream => Write(stream, array));
    }

    /// <summary>As <see cref="Write(string, NdArray)"/>, to a stream.</summary>
    public static void Write(Stream stream, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        stream.Write(NpyHeader.Write(array.Type, array.Shape));
        var bytes = array.Bytes();
        if (!BitConverter.IsLittleEndian)
        {
            bytes = bytes.ToArray();
            ElementOrder.ReverseBytes(bytes, NdTypes.Size(array.Type));
        }

        stream.Write(bytes);
    }
}
