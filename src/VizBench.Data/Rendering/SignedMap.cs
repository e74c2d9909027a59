using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>How <see cref="SignedMap"/> shows values.</summary>
public sealed record SignedMapOptions
{
    /// <summary>The percentile of |v| that gets the full colour: outliers do not wash out the rest. 100: the maximum.</summary>
    public double Percentile { get; init; } = 99.5;

    /// <summary>The |v| that gets the full colour, where several maps share one scale; null: by the percentile.</summary>
    public double? Scale { get; init; }

    /// <summary>Its middle is the colour of zero.</summary>
    public ColourMap Colours { get; init; } = ColourMap.BlueRed;
}

/// <summary>Signed values (relevance, gradient) as colours: zero is exactly the neutral colour, blue below, red above.</summary>
public static class SignedMap
{
    /// <param name="values">H × W, row by row; NaN and infinities are shown in <see cref="NonFinite.Colour"/> and counted</param>
    /// <param name="height">H</param>
    /// <param name="width">W</param>
    /// <param name="options">null: the defaults</param>
    public static RenderedMap Render(double[] values, int height, int width, SignedMapOptions? options = null)
    {
        MapRange.CheckSize(values, height, width);
        options ??= new SignedMapOptions();
        var scale = options.Scale ?? ScaleOf(values, options.Percentile);
        var image = new RgbImage(width, height);
        for (var i = 0; i < values.Length; i++)
        {
            image[i % width, i / width] = double.IsFinite(values[i])
                ? options.Colours.At(0.5 + 0.5 * Share(values[i], scale))
                : NonFinite.Colour;
        }

        return new RenderedMap(image, -scale, scale, NonFinite.Count(values));
    }

    /// <summary>The |v| that gets the full colour: the percentile, or the maximum if the percentile is 0.</summary>
    public static double ScaleOf(double[] values, double percentile = 99.5) => MapRange.Magnitude(values, percentile);

    /// <summary>Attributions of several channels as one map: the sum over channels, which keeps sign and total.</summary>
    /// <param name="values">(C,H,W)</param>
    /// <param name="channels">C</param>
    /// <param name="height">H</param>
    /// <param name="width">W</param>
    public static double[] SumOverChannels(double[] values, int channels, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        if ((Int128)channels * height * width != values.Length)
            throw new ArgumentException($"({channels}, {height}, {width}) does not have {values.Length} values", nameof(values));
        var sum = new double[height * width];
        for (var i = 0; i < values.Length; i++)
            sum[i % sum.Length] += values[i];
        return sum;
    }

    // −1..1; zero stays exactly zero, also where the scale is 0.
    internal static double Share(double value, double scale) => scale > 0 ? Math.Clamp(value / scale, -1, 1) : 0;
}
