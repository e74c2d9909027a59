using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>Enlarges small maps so that each of their pixels can be seen.</summary>
public static class Upscale
{
    /// <summary>Every pixel becomes factor × factor pixels.</summary>
    public static RgbImage Nearest(RgbImage image, int factor)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        var result = new RgbImage(checked(image.Width * factor), checked(image.Height * factor));
        for (var y = 0; y < result.Height; y++)
        {
            for (var x = 0; x < result.Width; x++)
                result[x, y] = image[x / factor, y / factor];
        }

        return result;
    }

    /// <summary>By the largest factor that keeps both sides within the length; unchanged if it is larger already.</summary>
    public static RgbImage ToFit(RgbImage image, int length)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Nearest(image, Math.Max(1, length / Math.Max(image.Width, image.Height)));
    }
}
