using System.Buffers.Binary;

namespace VizBench.Data.Images;

/// <summary>
/// How a camera was held, from a picture's Exif block (Exif 2.32, 4.6.2 and 4.6.4): of all it says only this one number is
/// read. Viewers show pictures with a broken block as they are stored, and so does this.
/// </summary>
internal static class ExifOrientation
{
    /// <summary>As stored: row 0 is the top, column 0 the left side.</summary>
    public const int Upright = 1;

    private const int HeaderLength = 8;
    private const int EntryLength = 12;
    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;

    /// <summary>1 to 8; <see cref="Upright"/> where the block says nothing or is broken.</summary>
    /// <param name="tiff">the block: a TIFF header and its directories</param>
    public static int Of(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < HeaderLength)
            return Upright;
        bool littleEndian;
        if (tiff.StartsWith("II*\0"u8))
            littleEndian = true;
        else if (tiff.StartsWith("MM\0*"u8))
            littleEndian = false;
        else
            return Upright;
        var start = littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start > tiff.Length - sizeof(ushort))
            return Upright;
        var directory = tiff[(int)start..];
        var count = U16(directory, 0, littleEndian);
        for (var entries = directory[2..]; count > 0 && entries.Length >= EntryLength; entries = entries[EntryLength..], count--)
        {
            if (U16(entries, 0, littleEndian) != OrientationTag)
                continue;
            var value = U16(entries, 8, littleEndian);
            return U16(entries, 2, littleEndian) == ShortType && value is >= 1 and <= 8 ? value : Upright;
        }

        return Upright;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
