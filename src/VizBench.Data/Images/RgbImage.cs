namespace VizBench.Data.Images;

/// <summary>An 8-bit sRGB picture: row-major, three bytes a pixel, top row first.</summary>
public sealed class RgbImage
{
    /// <param name="pixels">height × width × 3 bytes; kept, not copied</param>
    /// <exception cref="ArgumentException">a side is not positive or the length is not width × height × 3</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != 3L * width * height)
            throw new ArgumentException(
                $"{width}×{height} RGB pixels have {3L * width * height} bytes, not {pixels.LongLength}", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    public RgbImage(int width, int height)
        : this(width, height, new byte[checked(3 * width * height)])
    {
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Pixels { get; }

    public (byte R, byte G, byte B) this[int x, int y]
    {
        get
        {
            var i = 3 * (y * Width + x);
            return (Pixels[i], Pixels[i + 1], Pixels[i + 2]);
        }

        set
        {
            var i = 3 * (y * Width + x);
            (Pixels[i], Pixels[i + 1], Pixels[i + 2]) = value;
        }
    }
}
