using Microsoft.Win32.SafeHandles;
using VizBench.Arrays;
using VizBench.Networks.Weights.Zip;

namespace VizBench.Networks.Weights;

/// <summary>What numpy.savez and numpy.savez_compressed write: a zip archive with an entry NAME.npy for each array.</summary>
internal static class NpzFile
{
    private const string Extension = ".npy";

    // The longest start of a .npy file: magic, version, length, header.
    private const int MaxStart = 12 + NpyFile.MaxHeaderBytes;

    internal static bool Fits(ZipArchiveFile archive) =>
        archive.Entries.Count > 0 && archive.Entries.All(entry => entry.Name.EndsWith(Extension, StringComparison.Ordinal));

    /// <exception cref="FileError">an entry is not an array that is read</exception>
    internal static StateDict Read(string path, SafeFileHandle file, ZipArchiveFile archive) =>
        new(archive.Entries.Select(entry => Tensor(path, archive, entry)).ToArray(), null, path, file);

    private static WeightTensor Tensor(string path, ZipArchiveFile archive, ZipEntry entry)
    {
        var name = entry.Name[..^Extension.Length];
        var nameForErrors = $"{path}: {entry.Place}";
        var start = new byte[(int)Math.Min(entry.Length, MaxStart)];
        if (entry.IsDeflated)
            new DeflatedBytes(archive.Packed(entry), path, entry).Start(start);
        else
            archive.Packed(entry).Read(0, start);
        using var stream = new MemoryStream(start);
        var header = NpyFile.ReadHeader(stream, nameForErrors);
        return new WeightTensor(name, TypeOf(header.Type), Shape(path, entry, header, (int)stream.Position), Data(path, archive, entry, header, start, (int)stream.Position));
    }

    private static long[] Shape(string path, ZipEntry entry, NpyHeader header, int headerLength)
    {
        const int MaxAxes = 8;
        var (shape, size) = (header.Shape, ElementTypes.SizeOf(TypeOf(header.Type)));
        if (shape.Length > MaxAxes)
            throw new FileError(path, entry.Place, $"has {shape.Length} axes; at most {MaxAxes} are read");
        Int128 length = size;
        foreach (var axis in shape)
            length = Int128.Min(length * axis, long.MaxValue);
        // A zero among enormous axes: no element, but a product of the others that no tensor can have.
        if (length != entry.Length - headerLength || shape.Where(axis => axis > 0).Aggregate((Int128)1, (a, b) => Int128.Min(a * b, long.MaxValue)) == long.MaxValue)
            throw new FileError(path, entry.Place, $"shape ({string.Join(", ", shape)}) of {size}-byte elements does not take the {entry.Length - headerLength} bytes after the header; the file is corrupt");
        return shape;
    }

    private static WeightBytes Data(string path, ZipArchiveFile archive, ZipEntry entry, NpyHeader header, byte[] start, int headerLength)
    {
        var size = ElementTypes.SizeOf(TypeOf(header.Type));
        var length = entry.Length - headerLength;
        // Stored as it is: the data alone are read, and the checksum goes on from the header's.
        WeightBytes data = entry.IsDeflated
            ? new DeflatedBytes(archive.Packed(entry), path, entry, headerLength)
            : new CheckedBytes(SliceBytes.Of(archive.Packed(entry), headerLength, length), path, entry.Place, entry.Crc, Crc32.Of(start.AsSpan(0, headerLength)));
        if (header.BigEndian && size > 1)
            data = new SwappedBytes(data, size);
        return header.FortranOrder && header.Shape.Length > 1 && length > 0 ? new StridedBytes(data, size, 0, header.Shape, FortranStrides(header.Shape)) : data;
    }

    private static long[] FortranStrides(long[] shape)
    {
        var strides = new long[shape.Length];
        strides[0] = 1;
        for (var axis = 1; axis < shape.Length; axis++)
            strides[axis] = strides[axis - 1] * shape[axis - 1];
        return strides;
    }

    private static ScalarType TypeOf(NdType type) => type switch
    {
        NdType.Bool => ScalarType.Bool,
        NdType.Int8 => ScalarType.Int8,
        NdType.UInt8 => ScalarType.Byte,
        NdType.Int16 => ScalarType.Int16,
        NdType.Int32 => ScalarType.Int32,
        NdType.Int64 => ScalarType.Int64,
        NdType.Float16 => ScalarType.Float16,
        NdType.Float32 => ScalarType.Float32,
        _ => ScalarType.Float64,
    };
}
