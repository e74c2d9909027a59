using System.Runtime.InteropServices;
using System.Text;

namespace VizBench.Data.Images.Native;

/// <summary>png_image of libpng's simplified API, version 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PngImage
{
    public const uint FormatRgb = 2;
    public const uint FormatRgba = 3;
    public const uint FlagAlpha = 1;

    // Without it, 16-bit samples in files that say nothing about gamma would be taken for linear light.
    public const uint Flag16BitSrgb = 4;

    private const int MessageLength = 64;

    public void* Opaque;
    public uint Version;
    public uint Width;
    public uint Height;
    public uint Format;
    public uint Flags;
    public uint ColormapEntries;
    public uint WarningOrError;
    private fixed byte _message[MessageLength];

    public readonly string Message
    {
        get
        {
            fixed (byte* start = _message)
            {
                var text = new ReadOnlySpan<byte>(start, MessageLength);
                var end = text.IndexOf((byte)0);
                return Encoding.Latin1.GetString(end < 0 ? text : text[..end]);
            }
        }
    }
}
