using System.IO.Compression;

namespace VizBench.Networks.Weights.Zip;

/// <summary>An entry packed by deflate. It must give exactly the bytes that it promises: never more is unpacked.</summary>
internal sealed class DeflatedBytes(WeightBytes packed, string path, ZipEntry entry) : WholeBytes
{
    internal override long Length => entry.Length;

    /// <summary>The first bytes alone; destination is no longer than the entry.</summary>
    internal void Start(Span<byte> destination) => Unpack(destination, isWhole: false);

    protected override void Make(Span<byte> destination)
    {
        Unpack(destination, isWhole: true);
        CheckedBytes.Check(destination, path, entry.Place, entry.Crc);
    }

    private void Unpack(Span<byte> destination, bool isWhole)
    {
        try
        {
            using var stream = new DeflateStream(new BytesStream(packed), CompressionMode.Decompress);
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
