using System.IO.Compression;

namespace VizBench.Networks.Weights.Zip;

/// <summary>An entry packed by deflate. It must give exactly the bytes that it promises: never more is unpacked.</summary>
/// <param name="packed">the entry's bytes in the archive</param>
/// <param name="path">the file, for messages</param>
/// <param name="entry">what the directory says of it</param>
/// <param name="skip">bytes at the start that are unpacked but not wanted: a header that was read before</param>
internal sealed class DeflatedBytes(WeightBytes packed, string path, ZipEntry entry, int skip = 0) : WholeBytes
{
    internal override long Length => entry.Length - skip;

    /// <summary>The entry's first bytes alone; destination is no longer than the entry.</summary>
    internal void Start(Span<byte> destination) => Unpack([], destination, isWhole: false);

    protected override void Make(Span<byte> destination)
    {
        var skipped = new byte[skip];
        Unpack(skipped, destination, isWhole: true);
        CheckedBytes.Check(destination, path, entry.Place, entry.Crc, Crc32.Of(skipped));
    }

    private void Unpack(Span<byte> before, Span<byte> destination, bool isWhole)
    {
        try
        {
            using var stream = new DeflateStream(new BytesStream(packed), CompressionMode.Decompress);
            stream.ReadExactly(before);
            stream.ReadExactly(destination);
            if (isWhole && stream.ReadByte() >= 0)
                throw new FileError(path, entry.Place, $"unpacks to more than the {entry.Length} bytes that it promises; the file is corrupt");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new FileError(path, entry.Place, "can't be unpacked to the bytes that it promises; the file is damaged: fetch it again", e);
        }
    }
}
