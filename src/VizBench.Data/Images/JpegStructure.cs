using System.Buffers.Binary;

namespace VizBench.Data.Images;

/// <summary>
/// Walks a JPEG's segments before a decoder sees it: a frame within the pixel budget and of a kind that is read, data enough
/// for its blocks, no endless row of scans.
/// </summary>
internal static class JpegStructure
{
    // A small file of very many progressive scans would take minutes.
    private const int MaxScans = 500;
    private const int StartOfScan = 0xDA;
    private const int EndOfImage = 0xD9;
    private const int Application1 = 0xE1;
    // Bits, height, width, number of components.
    private const int FrameLength = 6;

    private static ReadOnlySpan<byte> ExifStart => "Exif\0\0"u8;

    /// <summary>The picture's orientation.</summary>
    /// <param name="content">starts with a start-of-image marker</param>
    /// <param name="name">the file's name in errors</param>
    /// <exception cref="FileError">torn, too large, or of a kind that is not read</exception>
    public static int Check(byte[] content, string name)
    {
        var orientation = 0;
        var hasFrame = false;
        var position = 2;
        while (true)
        {
            var (marker, start, length) = SegmentAt(content, position, name);
            position = start + length;
            if (marker is StartOfScan or EndOfImage)
                break;
            var segment = content.AsSpan(start, length);
            if (IsFrame(marker))
            {
                CheckFrame(marker, segment, content.Length, name);
                hasFrame = true;
            }

            if (marker == Application1 && orientation == 0 && segment.StartsWith(ExifStart))
                orientation = ExifOrientation.Of(segment[ExifStart.Length..]);
        }

        if (!hasFrame)
            throw new FileError(name, "header", "no frame header comes before the image data; the file is truncated or corrupt");
        CheckScans(content, position, name);
        return Math.Max(orientation, ExifOrientation.Upright);
    }

    /// <summary>The marker at or after a position, and where its segment's content lies.</summary>
    private static (int Marker, int Start, int Length) SegmentAt(byte[] content, int position, string name)
    {
        var place = $"header, byte {position}";
        if (position < content.Length && content[position] != 0xFF)
            throw new FileError(name, place, "a marker is expected here; the file is corrupt");
        // Any number of FF may come before a marker.
        while (position < content.Length && content[position] == 0xFF)
            position++;
        const int LengthBytes = 2;
        if (position < content.Length && content[position] == EndOfImage)
            return (EndOfImage, position, 0);
        if (content.Length - position <= LengthBytes)
            throw new FileError(name, place, "the file ends in its header; it is truncated, fetch or write it again");
        var length = BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(position + 1)) - LengthBytes;
        var start = position + 1 + LengthBytes;
        if (length < 0 || length > content.Length - start)
            throw new FileError(name, place, $"a segment of {length} bytes, of which the file has {content.Length - start}; it is truncated or corrupt");
        return (content[position], start, length);
    }

    private static bool IsFrame(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static void CheckFrame(int marker, ReadOnlySpan<byte> frame, long fileLength, string name)
    {
        if (frame.Length < FrameLength)
            throw new FileError(name, "header", "the frame header is too short; the file is corrupt");
        long height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        long width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        PixelBudget.Check(name, width, height);
        if (marker is not (0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA))
            throw new FileError(name, "header", "a lossless or hierarchical JPEG, which hardly any program reads; convert it to PNG");
        if (frame[0] != 8)
            throw new FileError(name, "header", $"{frame[0]} bits a sample; convert it to 8 bits, or to a PNG of 16");
        if (frame[5] is not (1 or 3 or 4))
            throw new FileError(name, "header", $"{frame[5]} components, which are neither grey nor RGB nor CMYK; convert it to RGB");
        // Huffman codes have a bit or more, and each 8×8 block of the finest component takes one or more.
        const int PixelsPerByte = 8 * 64;
        if (marker <= 0xC2 && width * height > fileLength * PixelsPerByte)
            throw new FileError(name, "image data", $"{fileLength} bytes cannot hold {width}×{height} pixels; the file is truncated or corrupt");
    }

    /// <param name="content">the file</param>
    /// <param name="position">behind the first scan's header</param>
    /// <param name="name">the file's name in errors</param>
    private static void CheckScans(byte[] content, int position, string name)
    {
        for (var scans = 1; NextMarker(content, position) is var (marker, start, length) && marker != EndOfImage; position = start + length)
        {
            if (IsFrame(marker))
                throw new FileError(name, $"byte {position}", "a second frame; the file is corrupt");
            if (marker == StartOfScan && ++scans > MaxScans)
                throw new FileError(name, "image data", $"more than {MaxScans} scans; save the picture as a plain JPEG");
        }
    }

    /// <summary>The next marker among coded data; the end of the image where there is none: what is torn there, decoders tell.</summary>
    private static (int Marker, int Start, int Length) NextMarker(byte[] content, int position)
    {
        const int LengthBytes = 2;
        for (; position < content.Length - 1; position++)
        {
            var next = content[position + 1];
            // 00 makes an FF of the data; D0 to D7 are restarts between its parts.
            if (content[position] != 0xFF || next is 0x00 or 0xFF or (>= 0xD0 and <= 0xD7))
                continue;
            var start = position + 2 + LengthBytes;
            if (next == EndOfImage || start > content.Length)
                break;
            var length = BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(position + 2)) - LengthBytes;
            return length < 0 || length > content.Length - start ? (EndOfImage, 0, 0) : (next, start, length);
        }

        return (EndOfImage, 0, 0);
    }
}
