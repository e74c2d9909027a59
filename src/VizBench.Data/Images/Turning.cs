namespace VizBench.Data.Images;

/// <summary>Turns a stored picture the way that its Exif orientation says.</summary>
internal static class Turning
{
    /// <param name="stored">as the file has it; comes back itself where nothing is to turn</param>
    /// <param name="orientation">1 to 8, of <see cref="ExifOrientation"/></param>
    public static RgbImage Upright(RgbImage stored, int orientation)
    {
        if (orientation == ExifOrientation.Upright)
            return stored;
        var (right, bottom) = (stored.Width - 1, stored.Height - 1);
        // From 5 on, stored rows are columns.
        var upright = orientation >= 5 ? new RgbImage(stored.Height, stored.Width) : new RgbImage(stored.Width, stored.Height);
        for (var y = 0; y < upright.Height; y++)
        {
            for (var x = 0; x < upright.Width; x++)
            {
                upright[x, y] = orientation switch
                {
                    2 => stored[right - x, y],
                    3 => stored[right - x, bottom - y],
                    4 => stored[x, bottom - y],
                    5 => stored[y, x],
                    6 => stored[y, bottom - x],
                    7 => stored[right - y, bottom - x],
                    _ => stored[right - y, x],
                };
            }
        }

        return upright;
    }
}
