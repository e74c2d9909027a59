using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>Three-channel numbers (optimised images, input gradients) as pictures. One channel is shown as grey.</summary>
public static class PictureOf
{
    /// <summary>A picture in a network's units, brought back to 0..1; what lies outside is cut off.</summary>
    public static RgbImage Normalized(PlanarImage image, Normalization normalization)
    {
        ArgumentNullException.ThrowIfNull(normalization);
        return normalization.ToPicture(image).ToRgb();
    }

    /// <summary>The least value black, the greatest white, one scale for all channels. All equal: mid-grey.</summary>
    public static RgbImage Stretched(PlanarImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (low, high) = (Percentile.Of(image.Values, 0), Percentile.Of(image.Values, 100));
        return Mapped(image, v => high > low ? (v - low) / (high - low) : 0.5);
    }

    /// <summary>Zero mid-grey, ± the percentile of |v| full light and none: for signed colour maps as in guided backpropagation.</summary>
    /// <param name="image">(C,H,W), C 1 or 3</param>
    /// <param name="percentile">of |v|, 0..100</param>
    public static RgbImage Centred(PlanarImage image, double percentile = 99.5)
    {
        ArgumentNullException.ThrowIfNull(image);
        var scale = MapRange.Magnitude(image.Values, percentile);
        return Mapped(image, v => double.IsNaN(v) ? v : 0.5 + 0.5 * SignedMap.Share(v, scale));
    }

    private static RgbImage Mapped(PlanarImage image, Converter<double, double> map) =>
        new PlanarImage(image.Channels, image.Height, image.Width, Array.ConvertAll(image.Values, map)).ToRgb();
}
