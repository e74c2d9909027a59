namespace VizBench.Data.Images.Native;

/// <summary>How long a PNG of libpng's can become at worst: PNG_IMAGE_PNG_SIZE_MAX of png.h, for three bytes a pixel.</summary>
internal static class LibpngBound
{
    private const long ChunkBytes = 8192; // PNG_ZBUF_SIZE
    private const long ChunkOverhead = 12;

    // Signature, IHDR, gAMA, cHRM, IEND and the last IDAT are 117 bytes; libpng adds what colour chunks it likes.
    private const long FixedBytes = 256;

    internal static int Of(int width, int height)
    {
        var raw = height * (1 + 3L * width);
        // zlib's own bound where it stores instead of compressing.
        var packed = raw + (raw + 7) / 8 + (raw + 63) / 64 + 11;
        // No array is longer; libpng then says that the memory was too small.
        return (int)Math.Min(packed + ChunkOverhead * (packed / ChunkBytes) + FixedBytes, Array.MaxLength);
    }
}
