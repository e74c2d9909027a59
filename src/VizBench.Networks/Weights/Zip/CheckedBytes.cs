namespace VizBench.Networks.Weights.Zip;

/// <summary>Bytes with a checksum, which is compared whenever all of them are read at once.</summary>
/// <param name="source">the bytes</param>
/// <param name="path">the file, for messages</param>
/// <param name="place">the entry, for messages</param>
/// <param name="crc">of the bytes before and these; 0: not computed, as torch.save can be told</param>
/// <param name="crcBefore">of the entry's bytes that came before these</param>
internal sealed class CheckedBytes(WeightBytes source, string path, string place, uint crc, uint crcBefore = 0) : WeightBytes
{
    internal override long Length => source.Length;

    internal override void Read(long offset, Span<byte> destination)
    {
        source.Read(offset, destination);
        if (offset == 0 && destination.Length == Length)
            Check(destination, path, place, crc, crcBefore);
    }

    /// <exception cref="FileError">the checksum differs</exception>
    internal static void Check(ReadOnlySpan<byte> bytes, string path, string place, uint crc, uint crcBefore = 0)
    {
        if (crc != 0 && Crc32.Of(bytes, crcBefore) != crc)
            throw new FileError(path, place, "its bytes don't have the checksum that the archive names; the file is damaged: fetch it again");
    }
}
