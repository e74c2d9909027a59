using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>Draws rectangles and pictures onto a picture; what falls outside is left out.</summary>
public static class Canvas
{
    /// <summary>A picture of one colour.</summary>
    public static RgbImage New(int width, int height, (byte R, byte G, byte B) colour)
    {
        var image = new RgbImage(width, height);
        Fill(image, 0, 0, width, height, colour);
        return image;
    }

    /// <summary>Fills a rectangle.</summary>
    public static void Fill(RgbImage image, int left, int top, int width, int height, (byte R, byte G, byte B) colour)
    {
        ArgumentNullException.ThrowIfNull(image);
        for (var y = Math.Max(top, 0); y < Math.Min(top + height, image.Height); y++)
        {
            for (var x = Math.Max(left, 0); x < Math.Min(left + width, image.Width); x++)
                image[x, y] = colour;
        }
    }

    /// <summary>Copies a picture to a place.</summary>
    public static void Paste(RgbImage image, RgbImage picture, int left, int top)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(picture);
        for (var y = Math.Max(top, 0); y < Math.Min(top + picture.Height, image.Height); y++)
        {
            for (var x = Math.Max(left, 0); x < Math.Min(left + picture.Width, image.Width); x++)
                image[x, y] = picture[x - left, y - top];
        }
    }
}
