using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>What the darkest colour of <see cref="UnsignedMap"/> means.</summary>
public enum LowerBound
{
    /// <summary>0, also where all values are greater: brightness is proportional to the value.</summary>
    Zero,

    /// <summary>The least value: the whole contrast is used.</summary>
    Minimum,
}

/// <summary>How <see cref="UnsignedMap"/> shows values.</summary>
public sealed record UnsignedMapOptions
{
    /// <summary>The percentile that gets the brightest colour. 100: the maximum.</summary>
    public double Percentile { get; init; } = 99.5;

    public LowerBound LowerBound { get; init; } = LowerBound.Zero;

    /// <summary>The value of the brightest colour, where several maps share one scale; null: by the percentile.</summary>
    public double? High { get; init; }

    public ColourMap Colours { get; init; } = ColourMap.Ember;
}

/// <summary>Values without a sign (magnitude, activation, probability) as colours from dark to bright.</summary>
public static class UnsignedMap
{
    /// <param name="values">H × W, row by row; NaN and infinities are shown in <see cref="NonFinite.Colour"/> and counted</param>
    /// <param name="height">H</param>
    /// <param name="width">W</param>
    /// <param name="options">null: the defaults</param>
    public static RenderedMap Render(double[] values, int height, int width, UnsignedMapOptions? options = null)
    {
        MapRange.CheckSize(values, height, width);
        options ??= new UnsignedMapOptions();
        var low = options.LowerBound == LowerBound.Zero ? 0 : Percentile.Of(values, 0);
        var high = options.High ?? Percentile.Of(values, options.Percentile);
        if (high <= low && options.High is null)
            high = Math.Max(low, Percentile.Of(values, 100));
        var image = new RgbImage(width, height);
        for (var i = 0; i < values.Length; i++)
        {
            image[i % width, i / width] = double.IsFinite(values[i])
                ? options.Colours.At(high > low ? (values[i] - low) / (high - low) : 0)
                : NonFinite.Colour;
        }

        return new RenderedMap(image, low, high, NonFinite.Count(values));
    }
}
