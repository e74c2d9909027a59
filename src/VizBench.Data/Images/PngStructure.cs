using System.Buffers.Binary;
using System.Text;

namespace VizBench.Data.Images;

/// <summary>
/// Walks a PNG's chunks before a decoder sees it: the header within the pixel budget, every chunk inside the file, image data
/// enough for the pixels promised, an end. Only the chunks that make the pixels are kept (IHDR, PLTE, tRNS, IDAT, IEND), so
/// that no decoder converts colours by gAMA, sRGB or iCCP, and none unpacks text or profiles.
/// </summary>
internal static class PngStructure
{
    private const int ChunkOverhead = 12;

    // Deflate expands at most 1032 times: 258 bytes for two bits.
    private const long MaxExpansion = 1032;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file with only the chunks that make its pixels.</summary>
    /// <param name="content">starts with <see cref="Signature"/></param>
    /// <param name="name">the file's name in errors</param>
    /// <exception cref="FileError">a chunk is missing, misplaced, torn, too large or corrupt</exception>
    public static PictureFile Essential(byte[] content, string name)
    {
        var orientation = ExifOrientation.Upright;
        var header = default(PngHeader);
        var kept = new MemoryStream(content.Length);
        kept.Write(Signature);
        var position = Signature.Length;
        long dataBytes = 0;
        while (true)
        {
            var (type, length) = ChunkAt(content, position, name);
            var place = $"chunk {type} at byte {position}";
            if ((position == Signature.Length) != string.Equals(type, "IHDR", StringComparison.Ordinal))
                throw new FileError(name, place, "a PNG has one IHDR chunk, at its start; the file is corrupt");
            var end = position + ChunkOverhead + length;
            if (type is "IHDR")
                header = PngHeader.Read(content.AsSpan(position + 8, length), name);
            if (type is "IDAT")
                dataBytes += length;
            if (type is "eXIf")
                orientation = ExifOrientation.Of(content.AsSpan(position + 8, length));
            if (type is "IHDR" or "PLTE" or "tRNS" or "IDAT" or "IEND")
            {
                if (!PngChunk.HasGoodChecksum(content.AsSpan(position, end - position)))
                    throw new FileError(name, type is "IHDR" ? "header" : "image data", $"the checksum of {place} is another; the file is corrupt, fetch or write it again");
                kept.Write(content, position, end - position);
            }
            else if (char.IsAsciiLetterUpper(type[0]))
                throw new FileError(name, place, "an unknown critical chunk; save the picture as a plain PNG");
            position = end;
            if (type is "IEND")
                break;
        }

        // The bits of the pixels alone; filter bytes and passes only add to them.
        var neededBits = (long)header.Width * header.Height * header.Channels * header.Depth;
        if (neededBits / 8 > dataBytes * MaxExpansion)
            throw new FileError(name, "image data",
                $"{dataBytes} bytes cannot hold the pixels that the header promises; the file is corrupt");
        return new PictureFile(header, kept.ToArray(), orientation);
    }

    private static (string Type, int Length) ChunkAt(byte[] content, int position, string name)
    {
        if (content.Length - position < ChunkOverhead)
            throw new FileError(name, $"byte {position}", "the file ends before its IEND chunk; it is truncated, fetch or write it again");
        var length = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(position));
        var letters = content.AsSpan(position + 4, 4);
        foreach (var letter in letters)
        {
            if (!char.IsAsciiLetter((char)letter))
                throw new FileError(name, $"byte {position + 4}", "a chunk's name is expected here; the file is corrupt");
        }

        var type = Encoding.ASCII.GetString(letters);
        if (length > content.Length - position - ChunkOverhead)
            throw new FileError(name,
                $"chunk {type} at byte {position}", $"{length} bytes, more than the file has left; it is truncated or corrupt");
        return (type, (int)length);
    }
}
