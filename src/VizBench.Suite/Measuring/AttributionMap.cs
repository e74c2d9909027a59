using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>An attribution as one number a pixel: several channels are summed, which keeps sign and total.</summary>
/// <param name="Values">H × W, row by row</param>
internal readonly record struct AttributionMap(double[] Values, int Height, int Width)
{
    /// <param name="values">of (H, W) or (C, H, W)</param>
    internal static AttributionMap Of(double[] values, long[] shape)
    {
        var (height, width) = (checked((int)shape[^2]), checked((int)shape[^1]));
        return new AttributionMap(shape.Length == 3 ? SignedMap.SumOverChannels(values, (int)shape[0], height, width) : values, height, width);
    }

    /// <summary>A class activation map as large as the picture that it explains: bilinear, half-pixel centres; the same map where it has that size.</summary>
    internal AttributionMap EnlargedTo(int height, int width) => height <= Height && width <= Width
        ? this
        : new AttributionMap(Resize.To(new PlanarImage(1, Height, Width, Values), height, width).Values, height, width);
}
