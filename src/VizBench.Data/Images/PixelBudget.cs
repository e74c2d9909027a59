namespace VizBench.Data.Images;

/// <summary>How large a picture may be. Checked against the header, before anything of the picture's size is allocated.</summary>
public static class PixelBudget
{
    /// <summary>100 megapixels: 300 MB in memory.</summary>
    public const long MaxPixels = 100_000_000;

    /// <summary>No compressed picture within the budget is reasonably longer than its pixels at 16 bits RGBA.</summary>
    public const long MaxFileBytes = 8 * MaxPixels;

    /// <exception cref="FileError">a side is 0 or the product exceeds <see cref="MaxPixels"/></exception>
    public static void Check(string name, long width, long height)
    {
        if (width <= 0 || height <= 0)
            throw new FileError(name, "header", $"{width}×{height} pixels; both sides must be at least 1");
        // Two sides of 32 bits overflow a signed product of 64.
        if ((Int128)width * height > MaxPixels)
            throw new FileError(name, "header",
                $"{width}×{height} pixels are more than {MaxPixels / 1_000_000} megapixels; scale the picture down");
    }
}
