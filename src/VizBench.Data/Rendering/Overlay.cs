using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>How <see cref="Overlay"/> lays heat over a picture.</summary>
public sealed record OverlayOptions
{
    /// <summary>Cover of the strongest heat, 0..1.</summary>
    public double Opacity { get; init; } = 0.85;

    /// <summary>How much colour the picture loses, 0 (none) to 1 (grey), so that the heat's colours are the only strong ones.</summary>
    public double Desaturation { get; init; } = 0.85;

    /// <summary>Signed heat is blue and red; unsigned heat goes from dark red to amber, and negative values have none.</summary>
    public bool Signed { get; init; } = true;

    /// <summary>The percentile of |v| with full heat.</summary>
    public double Percentile { get; init; } = 99.5;

    /// <summary>The |v| with full heat, where several overlays share one scale; null: by the percentile.</summary>
    public double? Scale { get; init; }
}

/// <summary>
/// A map as heat over the picture it explains: colour by value, cover growing with |value|, so that the picture stays
/// readable where there is none. A smaller map is enlarged bilinearly first.
/// </summary>
public static class Overlay
{
    // The part of the sequential map that has strong colours: its ends would only darken or bleach the picture.
    private const double FirstHeat = 0.4;
    private const double LastHeat = 0.84;

    /// <param name="background">the picture; not changed</param>
    /// <param name="values">H × W, row by row; NaN and infinities are shown in <see cref="NonFinite.Colour"/></param>
    /// <param name="height">H</param>
    /// <param name="width">W</param>
    /// <param name="options">null: the defaults</param>
    public static RenderedMap Render(RgbImage background, double[] values, int height, int width, OverlayOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(background);
        MapRange.CheckSize(values, height, width);
        options ??= new OverlayOptions();
        var scale = options.Scale ?? MapRange.Magnitude(values, options.Percentile);
        var enlarged = Resize.To(new PlanarImage(1, height, width, values), background.Height, background.Width).Values;
        var image = Faded(background, options.Desaturation);
        for (var i = 0; i < enlarged.Length; i++)
        {
            var (x, y) = (i % image.Width, i / image.Width);
            if (!double.IsFinite(enlarged[i]))
            {
                image[x, y] = NonFinite.Colour;
                continue;
            }

            var share = SignedMap.Share(options.Signed ? enlarged[i] : Math.Max(enlarged[i], 0), scale);
            image[x, y] = Mix(image[x, y], Heat(share, options.Signed), options.Opacity * Cover(Math.Abs(share)));
        }

        return new RenderedMap(image, options.Signed ? -scale : 0, scale, NonFinite.Count(values));
    }

    /// <summary>The color that a value adds to the picture.</summary>
    /// <param name="share">of the value with full heat: −1 … 1, unsigned 0 … 1</param>
    /// <param name="signed">as <see cref="OverlayOptions.Signed"/></param>
    public static (byte R, byte G, byte B) Heat(double share, bool signed) => signed
        ? ColourMap.BlueRed.At(0.5 + 0.5 * share)
        : ColourMap.Ember.At(FirstHeat + (LastHeat - FirstHeat) * share);

    // Rises fast and then levels off: weak heat is seen, strong heat still lets structure through.
    private static double Cover(double share) => share * (2 - share);

    private static RgbImage Faded(RgbImage image, double amount)
    {
        var result = new RgbImage(image.Width, image.Height);
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var grey = Luma.Of(image[x, y]);
                result[x, y] = Mix(image[x, y], (grey, grey, grey), amount);
            }
        }

        return result;
    }

    private static (byte R, byte G, byte B) Mix((byte R, byte G, byte B) a, (byte R, byte G, byte B) b, double f) =>
        (Mix(a.R, b.R, f), Mix(a.G, b.G, f), Mix(a.B, b.B, f));

    private static byte Mix(byte a, byte b, double f) => (byte)Math.Round(a + (b - a) * f, MidpointRounding.ToEven);
}
