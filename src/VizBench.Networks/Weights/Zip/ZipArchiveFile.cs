using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace VizBench.Networks.Weights.Zip;

/// <summary>
/// A zip archive of weights. .NET's own reader takes archives as they come (overlaps, names twice, any declared size) and
/// hides where a stored entry lies, so the directory is read here, with every place checked, and entries stay in the file.
/// </summary>
internal sealed class ZipArchiveFile
{
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly Dictionary<string, ZipEntry> _entries;

    private ZipArchiveFile(string path, SafeFileHandle file, IReadOnlyList<ZipEntry> entries)
    {
        (_path, _file, Entries) = (path, file, entries);
        _entries = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>In the directory's order, folders left out.</summary>
    internal IReadOnlyList<ZipEntry> Entries { get; }

    /// <exception cref="FileError">any rule of the format is broken, or an entry would grow beyond reason</exception>
    internal static ZipArchiveFile Open(string path, SafeFileHandle file) => new(path, file, ZipDirectory.Read(path, file));

    internal bool TryGet(string name, [NotNullWhen(true)] out ZipEntry? entry) => _entries.TryGetValue(name, out entry);

    /// <summary>An entry's unpacked bytes; they are read, and checked against the entry's checksum, when they are asked for.</summary>
    internal WeightBytes BytesOf(ZipEntry entry)
    {
        var packed = Packed(entry);
        return entry.IsDeflated ? new DeflatedBytes(packed, _path, entry) : new CheckedBytes(packed, _path, entry.Place, entry.Crc);
    }

    /// <summary>The bytes as they lie in the archive.</summary>
    internal WeightBytes Packed(ZipEntry entry) => new FileBytes(_file, _path, entry.Place, entry.DataStart, entry.PackedLength);

    /// <summary>A whole small entry.</summary>
    /// <exception cref="FileError">it is longer than the limit, or damaged</exception>
    internal byte[] ReadAll(ZipEntry entry, int limit)
    {
        if (entry.Length > limit)
            throw new FileError(_path, entry.Place, $"has {entry.Length} bytes, more than the {limit} that are read; the file is corrupt");
        var bytes = new byte[entry.Length];
        BytesOf(entry).Read(0, bytes);
        return bytes;
    }
}
