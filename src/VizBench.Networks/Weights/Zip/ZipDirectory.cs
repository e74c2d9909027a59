using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace VizBench.Networks.Weights.Zip;

/// <summary>
/// The directory at a zip archive's end, zip64 included (APPNOTE 6.3, sections 4.3 and 4.5). Entries are stored or deflated,
/// have names of their own, lie inside the file one beside another, and don't promise more than their bytes can hold.
/// </summary>
internal sealed class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint End64Signature = 0x06064b50;
    private const uint Locator64Signature = 0x07064b50;
    private const uint EntrySignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int EndLength = 22;
    private const int End64Length = 56;
    private const int Locator64Length = 20;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const int MaxEntries = 100_000;
    private const int MaxDirectoryBytes = 1 << 26;

    // Deflate expands at most 1032 times: 258 bytes for two bits.
    private const long MaxExpansion = 1032;

    // Weights hardly pack at all; only small things (biases of zeros) come near deflate's limit.
    private const long MaxTypicalExpansion = 100;
    private const long FreeExpansion = 1 << 26;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly long _fileLength;

    private ZipDirectory(string path, SafeFileHandle file) =>
        (_path, _file, _fileLength) = (path, file, WeightFileHandle.LengthOf(path, file));

    /// <exception cref="FileError">any rule of the format is broken</exception>
    internal static IReadOnlyList<ZipEntry> Read(string path, SafeFileHandle file) => new ZipDirectory(path, file).ReadAll();

    private List<ZipEntry> ReadAll()
    {
        var (start, length, count) = FindDirectory();
        if (count > MaxEntries)
            throw Refuse("directory", $"has {count} entries, more than the {MaxEntries} that are read; split the file");
        if (length > MaxDirectoryBytes)
            throw Refuse("directory", $"has {length} bytes, more than the {MaxDirectoryBytes} that are read; the file is corrupt");
        var directory = new byte[length];
        ReadAt(start, directory, "directory");
        var entries = new List<ZipEntry>((int)count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var position = 0;
        for (var i = 0L; i < count; i++)
        {
            var entry = ReadEntry(directory, ref position, start);
            if (!names.Add(entry.Name))
                throw Refuse(entry.Place, "is there twice; each name may occur once");
            entries.Add(entry);
        }

        if (position != directory.Length)
            throw Refuse("directory", $"has {directory.Length} bytes, its {count} entries end at {position}; the file is corrupt");
        CheckSpans(entries);
        CheckExpansion(entries);
        entries.RemoveAll(entry => entry.Name.EndsWith('/'));
        return entries;
    }

    private (long Start, long Length, long Count) FindDirectory()
    {
        var tail = new byte[Math.Min(_fileLength, EndLength + ushort.MaxValue)];
        ReadAt(_fileLength - tail.Length, tail, "end of file");
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var record = tail.AsSpan(at);
            // The record ends in a comment, which must reach exactly to the end of the file.
            if (U32(record, 0) == EndSignature && EndLength + U16(record, 20) == record.Length)
                return Directory(record, _fileLength - record.Length);
        }

        throw Refuse("end of file", "a zip archive's directory is expected here; the file is incomplete: fetch it again");
    }

    private (long Start, long Length, long Count) Directory(ReadOnlySpan<byte> record, long recordStart)
    {
        var (count, length, start, end) = ((long)U16(record, 10), (long)U32(record, 12), (long)U32(record, 16), recordStart);
        var (disk, directoryDisk, diskCount) = ((long)U16(record, 4), (long)U16(record, 6), (long)U16(record, 8));
        if (count == ushort.MaxValue || length == uint.MaxValue || start == uint.MaxValue)
        {
            var large = new byte[End64Length];
            end = FindEnd64(recordStart, large);
            (disk, directoryDisk, diskCount) = (U32(large, 16), U32(large, 20), S64(large, 24));
            (count, length, start) = (S64(large, 32), S64(large, 40), S64(large, 48));
        }

        if (disk != 0 || directoryDisk != 0 || diskCount != count)
            throw Refuse("directory", "is that of an archive in several parts; join them first");
        if (count < 0 || length < 0 || start < 0 || (Int128)start + length > end)
            throw Refuse("directory", $"({length} bytes from byte {start}) does not lie before its end at byte {end}; the file is corrupt");
        if (count * EntryLength > length)
            throw Refuse("directory", $"has {length} bytes, too few for {count} entries; the file is corrupt");
        return (start, length, count);
    }

    private long FindEnd64(long recordStart, byte[] large)
    {
        var locator = new byte[Locator64Length];
        if (recordStart >= Locator64Length)
            ReadAt(recordStart - Locator64Length, locator, "zip64 locator");
        if (U32(locator, 0) != Locator64Signature)
            throw Refuse("zip64 locator", "is missing; the file is corrupt");
        var start = S64(locator, 8);
        if (start < 0 || start > recordStart - Locator64Length - End64Length)
            throw Refuse("zip64 locator", $"points to byte {start}, which is not before it; the file is corrupt");
        ReadAt(start, large, "zip64 directory");
        if (U32(large, 0) != End64Signature)
            throw Refuse("zip64 directory", $"is not at byte {start}, where the locator points; the file is corrupt");
        return start;
    }

    private ZipEntry ReadEntry(byte[] directory, ref int position, long directoryStart)
    {
        var record = directory.AsSpan(position);
        if (record.Length < EntryLength || U32(record, 0) != EntrySignature)
            throw Refuse($"directory, byte {position}", "an entry is expected here; the file is corrupt");
        var (nameLength, extraLength, commentLength) = (U16(record, 28), U16(record, 30), U16(record, 32));
        if (record.Length < EntryLength + nameLength + extraLength + commentLength)
            throw Refuse($"directory, byte {position}", "an entry reaches past the directory's end; the file is corrupt");
        var nameBytes = record.Slice(EntryLength, nameLength);
        var name = NameOf(nameBytes, position);
        var place = $"entry '{OneLine.Of(name)}'";
        var (flags, method) = (U16(record, 8), U16(record, 10));
        if ((flags & 1) != 0)
            throw Refuse(place, "is encrypted; unpack the archive and pack it without a password");
        if (method is not (0 or 8))
            throw Refuse(place, $"is packed by method {method}; stored (0) and deflated (8) entries are read");
        var (packed, length, header) = Sizes(record, record.Slice(EntryLength + nameLength, extraLength), place);
        if (method == 0 && packed != length)
            throw Refuse(place, $"is stored as it is, but has {packed} bytes for {length}; the file is corrupt");
        var data = CheckLocalHeader(header, nameBytes, method, place, directoryStart);
        if (packed > directoryStart - data)
            throw Refuse(place, $"has {packed} bytes from byte {data} and reaches past the archive's directory; the file is incomplete or corrupt");
        position += EntryLength + nameLength + extraLength + commentLength;
        return new ZipEntry(name, method == 8, U32(record, 16), packed, length, header, data);
    }

    private string NameOf(ReadOnlySpan<byte> bytes, int position)
    {
        string name;
        try
        {
            name = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (ArgumentException e)
        {
            throw Refuse($"directory, byte {position}", "an entry's name is not UTF-8; rename it and pack again", e);
        }

        if (name.Length == 0 || name.Contains('\0') || name.Contains('\\') || name[0] == '/' || name.Split('/').Any(part => part is "." or ".."))
            throw Refuse($"entry '{OneLine.Of(name)}'", "its name leaves the archive ('..', '/' at the start, '\\') or is empty; the file is not to be trusted");
        return name;
    }

    // Where a number does not fit its 32 bits it stands in the zip64 field, which holds only those, in this order.
    private (long Packed, long Length, long Header) Sizes(ReadOnlySpan<byte> record, ReadOnlySpan<byte> extra, string place)
    {
        const int Zip64Field = 1;
        ReadOnlySpan<byte> large = [];
        for (var at = 0; at + 4 <= extra.Length;)
        {
            var (id, size) = (U16(extra, at), U16(extra, at + 2));
            if (size > extra.Length - at - 4)
                throw Refuse(place, "has a torn extra field; the file is corrupt");
            if (id == Zip64Field)
                large = extra.Slice(at + 4, size);
            at += 4 + size;
        }

        var length = Size(U32(record, 24), ref large, place);
        var packed = Size(U32(record, 20), ref large, place);
        var header = Size(U32(record, 42), ref large, place);
        if (U16(record, 34) is not (0 or ushort.MaxValue))
            throw Refuse(place, "lies in another part of the archive; join the parts first");
        return (packed, length, header);
    }

    private long Size(uint small, ref ReadOnlySpan<byte> large, string place)
    {
        if (small != uint.MaxValue)
            return small;
        if (large.Length < sizeof(long) || S64(large, 0) < 0)
            throw Refuse(place, "lacks a size in its zip64 field; the file is corrupt");
        var size = S64(large, 0);
        large = large[sizeof(long)..];
        return size;
    }

    /// <summary>Where the entry's data begin.</summary>
    private long CheckLocalHeader(long start, ReadOnlySpan<byte> name, int method, string place, long directoryStart)
    {
        if (start > directoryStart - LocalLength - name.Length)
            throw Refuse(place, $"begins at byte {start}, which is not before the archive's directory; the file is corrupt");
        var local = new byte[LocalLength + name.Length];
        ReadAt(start, local, place);
        var extraLength = U16(local, 28);
        if (U32(local, 0) != LocalSignature || U16(local, 26) != name.Length || U16(local, 8) != method || !local.AsSpan(LocalLength).SequenceEqual(name))
            throw Refuse(place, $"has another header at byte {start} than the directory says; the file is corrupt");
        return start + local.Length + extraLength;
    }

    private void CheckSpans(List<ZipEntry> entries)
    {
        var end = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.HeaderStart))
        {
            if (entry.HeaderStart < end)
                throw Refuse(entry.Place, $"begins at byte {entry.HeaderStart}, inside the entry before it, which ends at {end}; entries must not overlap");
            end = entry.DataStart + entry.PackedLength;
        }
    }

    private void CheckExpansion(List<ZipEntry> entries)
    {
        Int128 total = 0;
        foreach (var entry in entries.Where(entry => entry.IsDeflated))
        {
            total += entry.Length;
            if (entry.Length > (Int128)MaxExpansion * entry.PackedLength)
                throw Refuse(entry.Place, $"promises {entry.Length} bytes from {entry.PackedLength}, more than deflate can hold; the file is corrupt");
        }

        if (total > FreeExpansion + (Int128)MaxTypicalExpansion * _fileLength)
            throw Refuse("directory", $"promises {total} bytes from a file of {_fileLength}; weights don't pack like that, and this looks like a zip bomb: save them without compression");
    }

    private void ReadAt(long position, Span<byte> bytes, string place) => FileBytes.ReadExactly(_file, _path, place, position, bytes);

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long S64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    private FileError Refuse(string place, string reason, Exception? inner = null) => new(_path, place, reason, inner);
}
