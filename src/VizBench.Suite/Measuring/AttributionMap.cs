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
}
