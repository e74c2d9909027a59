namespace VizBench.Methods.Attribution;

/// <summary>Maps at the size of the input: each axis is resampled by one small matrix, made in double, the same on every device.</summary>
internal static class Enlargement
{
    /// <summary>Bilinear, half-pixel centres, edges clamped.</summary>
    /// <param name="maps">(…, h, w)</param>
    /// <returns>(…, height, width)</returns>
    internal static Tensor Bilinear(Tensor maps, long height, long width) => Resampled(maps, height, width, BilinearWeights);

    /// <summary>Pixel i is source ⌊i · from / to⌋.</summary>
    /// <param name="maps">(…, h, w)</param>
    /// <returns>(…, height, width)</returns>
    internal static Tensor Nearest(Tensor maps, long height, long width) => Resampled(maps, height, width, NearestWeights);

    /// <summary>The weights of the sources in each pixel of a line: to × from, row-major; each row sums to 1.</summary>
    internal static double[] BilinearWeights(long from, long to)
    {
        var weights = new double[to * from];
        for (var i = 0L; i < to; i++)
        {
            var centre = Math.Clamp((i + 0.5) * from / to - 0.5, 0, from - 1);
            var first = (long)centre;
            var share = centre - first;
            weights[i * from + first] += 1 - share;
            weights[i * from + Math.Min(first + 1, from - 1)] += share;
        }

        return weights;
    }

    private static double[] NearestWeights(long from, long to)
    {
        var weights = new double[to * from];
        for (var i = 0L; i < to; i++)
            weights[i * from + i * from / to] = 1;
        return weights;
    }

    private static Tensor Resampled(Tensor maps, long height, long width, Func<long, long, double[]> weights)
    {
        using var scope = NewDisposeScope();
        var (h, w) = (maps.shape[^2], maps.shape[^1]);
        var rows = tensor(weights(h, height), [height, h], maps.dtype, maps.device);
        var columns = tensor(weights(w, width), [width, w], maps.dtype, maps.device);
        return rows.matmul(maps).matmul(columns.transpose(0, 1)).MoveToOuterDisposeScope();
    }
}
