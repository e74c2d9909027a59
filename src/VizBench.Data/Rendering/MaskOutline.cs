using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>How <see cref="MaskOutline"/> marks a mask.</summary>
public sealed record MaskOutlineOptions
{
    public (byte R, byte G, byte B) Colour { get; init; } = (255, 214, 0);

    /// <summary>A thin rim around the outline, so that it is seen on bright and on dark pictures; null: none.</summary>
    public (byte R, byte G, byte B)? Rim { get; init; } = (0, 0, 0);

    /// <summary>Thickness of the outline in pixels; it lies inside of the mask.</summary>
    public int Thickness { get; init; } = 1;

    /// <summary>How much of its light the picture loses outside of the mask, 0..1.</summary>
    public double Dimming { get; init; } = 0.5;
}

/// <summary>A picture with a mask outlined and the rest dimmed, as dissection figures show a unit's region.</summary>
public static class MaskOutline
{
    /// <param name="background">H × W; not changed</param>
    /// <param name="mask">H × W, row by row; true inside</param>
    /// <param name="options">null: the defaults</param>
    public static RgbImage Render(RgbImage background, bool[] mask, MaskOutlineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(background);
        ArgumentNullException.ThrowIfNull(mask);
        var (width, height) = (background.Width, background.Height);
        if ((long)width * height != mask.Length)
            throw new ArgumentException($"a {height}×{width} picture does not have {mask.Length} mask values", nameof(mask));
        options ??= new MaskOutlineOptions();
        var image = new RgbImage(width, height);
        var outside = Array.ConvertAll(mask, inside => !inside);
        var nearOutside = Grown(outside, width, height, options.Thickness);
        var nearInside = Grown(mask, width, height, 1);
        for (var i = 0; i < mask.Length; i++)
        {
            var (x, y) = (i % width, i / width);
            image[x, y] = mask[i] && nearOutside[i] ? options.Colour
                : !mask[i] && nearInside[i] && options.Rim is { } rim ? rim
                : mask[i] ? background[x, y]
                : Dimmed(background[x, y], options.Dimming);
        }

        return image;
    }

    // All pixels within the distance of a set one, diagonals included.
    private static bool[] Grown(bool[] mask, int width, int height, int distance)
    {
        var result = new bool[mask.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (!mask[y * width + x])
                    continue;
                var (left, right) = (Math.Max(x - distance, 0), Math.Min(x + distance, width - 1));
                for (var v = Math.Max(y - distance, 0); v <= Math.Min(y + distance, height - 1); v++)
                    Array.Fill(result, true, v * width + left, right - left + 1);
            }
        }

        return result;
    }

    private static (byte R, byte G, byte B) Dimmed((byte R, byte G, byte B) colour, double amount) =>
        (Dimmed(colour.R, amount), Dimmed(colour.G, amount), Dimmed(colour.B, amount));

    private static byte Dimmed(byte value, double amount) => (byte)Math.Round(value * (1 - amount), MidpointRounding.ToEven);
}
