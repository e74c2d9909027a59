namespace VizBench.Metrics;

/// <summary>Which place of a map stands at a pixel of a picture: one axis.</summary>
/// <param name="Offset">the pixel, counted from 0 at the first one's center, at which the map's first value stands</param>
/// <param name="Stride">pixels between neighboring values</param>
public readonly record struct MapAxis(double Offset, double Stride);

/// <summary>
/// Maps at the size of a picture by linear interpolation between the two nearest values of each axis, edges clamped: by two small matrices, made in
/// double, the same on every device.
/// </summary>
public static class MapSampling
{
    /// <param name="maps">(…, h, w)</param>
    /// <returns>(…, height, width)</returns>
    public static Tensor Bilinear(Tensor maps, long height, long width)
    {
        ArgumentNullException.ThrowIfNull(maps);
        var (h, w) = (maps.shape[^2], maps.shape[^1]);
        return Resampled(maps, EvenWeights(h, height), height, EvenWeights(w, width), width);
    }

    /// <summary>Values stand where their axes say, as the centers of receptive fields do.</summary>
    /// <param name="maps">(…, h, w)</param>
    /// <returns>(…, height, width)</returns>
    public static Tensor Anchored(Tensor maps, MapAxis rows, long height, MapAxis columns, long width)
    {
        ArgumentNullException.ThrowIfNull(maps);
        var (h, w) = (maps.shape[^2], maps.shape[^1]);
        return Resampled(maps, Weights(h, height, i => (i - rows.Offset) / rows.Stride), height, Weights(w, width, i => (i - columns.Offset) / columns.Stride), width);
    }

    /// <summary>The weights of the values in each pixel of a line, spread evenly: to × from, row-major; each row sums to 1.</summary>
    public static double[] EvenWeights(long from, long to) => Weights(from, to, i => (i + 0.5) * from / to - 0.5);

    /// <summary>Each axis by its matrix, to × from, row-major.</summary>
    public static Tensor Resampled(Tensor maps, double[] rowWeights, long height, double[] columnWeights, long width)
    {
        ArgumentNullException.ThrowIfNull(maps);
        using var scope = NewDisposeScope();
        var rows = tensor(rowWeights, [height, maps.shape[^2]], maps.dtype, maps.device);
        var columns = tensor(columnWeights, [width, maps.shape[^1]], maps.dtype, maps.device);
        return rows.matmul(maps).matmul(columns.transpose(0, 1)).MoveToOuterDisposeScope();
    }

    private static double[] Weights(long from, long to, Func<long, double> placeOf)
    {
        var weights = new double[to * from];
        for (var i = 0L; i < to; i++)
        {
            var place = Math.Clamp(placeOf(i), 0, from - 1);
            var first = (long)place;
            var share = place - first;
            weights[i * from + first] += 1 - share;
            weights[i * from + Math.Min(first + 1, from - 1)] += share;
        }

        return weights;
    }
}
