using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>A band between two points whose ends are level, as in Sankey's diagrams, laid over what is there.</summary>
internal static class FlowBand
{
    private const double Opacity = 0.55;

    /// <param name="thickness">in pixels; bands thinner than one are as much fainter</param>
    internal static void Draw(RgbImage image, (int X, double Y) from, (int X, double Y) to, double thickness, (byte R, byte G, byte B) colour)
    {
        for (var x = from.X; x < to.X; x++)
        {
            var t = (x - from.X) / (double)(to.X - from.X);
            var middle = from.Y + (to.Y - from.Y) * t * t * (3 - 2 * t);
            var (top, bottom) = (middle - thickness / 2, middle + thickness / 2);
            for (var y = (int)Math.Floor(top); y <= (int)Math.Floor(bottom); y++)
            {
                // The share of the pixel that the band covers.
                var cover = Math.Clamp(Math.Min(y + 1, bottom) - Math.Max(y, top), 0, 1);
                if (x >= 0 && x < image.Width && y >= 0 && y < image.Height)
                    image[x, y] = Mixed(image[x, y], colour, cover * Opacity);
            }
        }
    }

    private static (byte R, byte G, byte B) Mixed((byte R, byte G, byte B) below, (byte R, byte G, byte B) above, double share) =>
        (Mixed(below.R, above.R, share), Mixed(below.G, above.G, share), Mixed(below.B, above.B, share));

    private static byte Mixed(byte below, byte above, double share) => (byte)Math.Round(below + (above - below) * share);
}
