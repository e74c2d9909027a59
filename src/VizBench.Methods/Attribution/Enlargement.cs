using VizBench.Metrics;

namespace VizBench.Methods.Attribution;

/// <summary>Maps at the size of the input: each axis is resampled by one small matrix, made in double, the same on every device.</summary>
internal static class Enlargement
{
    /// <summary>Bilinear, half-pixel centres, edges clamped.</summary>
    /// <param name="maps">(…, h, w)</param>
    /// <returns>(…, height, width)</returns>
    internal static Tensor Bilinear(Tensor maps, long height, long width) => MapSampling.Bilinear(maps, height, width);

    /// <summary>Pixel i is source ⌊i · from / to⌋.</summary>
    /// <param name="maps">(…, h, w)</param>
    /// <returns>(…, height, width)</returns>
    internal static Tensor Nearest(Tensor maps, long height, long width) =>
        MapSampling.Resampled(maps, NearestWeights(maps.shape[^2], height), height, NearestWeights(maps.shape[^1], width), width);

    private static double[] NearestWeights(long from, long to)
    {
        var weights = new double[to * from];
        for (var i = 0L; i < to; i++)
            weights[i * from + i * from / to] = 1;
        return weights;
    }
}
