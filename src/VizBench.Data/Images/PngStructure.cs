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
    private const int HeaderLength = 13;
    private const int ChunkOverhead = 12;

    // Deflate expands at most 1032 times: 258 bytes for two bits.
    private const long MaxExpansion = 1032;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file with only the chunks that make its pixels.</summary>
    /// <param name="content">starts with <see cref="Signature"/></param>
    /// <param name="name">the file's name in errors</param>
    /// <param name="orientation">how to turn the picture, from its eXIf chunk</param>
    /// <exception cref="FileError">a chunk is missing, misplaced, torn or too large</exception>
    public static byte[] Essential(byte[] content, string name, out int orientation)
    {
        orientation = ExifOrientation.Upright;
        var kept = new MemoryStream(content.Length);
        kept.Write(Signature);
        var position = Signature.Length;
        long dataBytes = 0;
        long neededBits = 0;
        while (true)
        {
            var (type, length) = ChunkAt(content, position, name);
            var place = $"chunk {type} at byte {position}";
            if ((position == Signature.Length) != string.Equals(type, "IHDR", StringComparison.Ordinal))
                throw new FileError(name, place, "a PNG has one IHDR chunk, at its start; the file is corrupt");
            var end = position + ChunkOverhead + length;
            if (type is "IHDR")
                neededBits = CheckHeader(content.AsSpan(position + 8, length), name);
            if (type is "IDAT")
                dataBytes += length;
            if (type is "eXIf")
                orientation = ExifOrientation.Of(content.AsSpan(position + 8, length));
            if (type is "IHDR" or "PLTE" or "tRNS" or "IDAT" or "IEND")
                kept.Write(content, position, end - position);
            else if (char.IsAsciiLetterUpper(type[0]))
                throw new FileError(name, place, "an unknown critical chunk; save the picture as a plain PNG");
            position = end;
            if (type is "IEND")
                break;
        }

        if (neededBits / 8 > dataBytes * MaxExpansion)
            throw new FileError(name, "image data",
                $"{dataBytes} bytes cannot hold the pixels that the header promises; the file is corrupt");
        return kept.ToArray();
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

    // The bits of the pixels alone; filter bytes and passes only add to them.
    private static long CheckHeader(ReadOnlySpan<byte> header, string name)
    {
        if (header.Length != HeaderLength)
            throw new FileError(name, "header", $"it has {header.Length} bytes instead of {HeaderLength}; the file is corrupt");
        long width = BinaryPrimitives.ReadUInt32BigEndian(header);
        long height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        PixelBudget.Check(name, width, height);
        var (depth, colour) = (header[8], header[9]);
        var channels = colour switch { 0 => 1, 2 => 3, 3 => 1, 4 => 2, 6 => 4, _ => 0 };
        var legal = colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            _ => depth is 8 or 16,
        };
        if (channels == 0 || !legal)
            throw new FileError(name, "header", $"colour type {colour} with {depth} bits is not defined; the file is corrupt");
        return width * height * channels * depth;
    }
}
