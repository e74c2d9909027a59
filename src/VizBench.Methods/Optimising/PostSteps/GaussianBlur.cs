namespace VizBench.Methods.Optimising;

/// <summary>Gaussian smoothing of pictures, edges mirrored with the edge pixel repeated, cut at four standard deviations, as in SciPy.</summary>
internal static class GaussianBlur
{
    private static readonly double[] s_binomial = [0.25, 0.5, 0.25];

    /// <param name="sigma">pixels; 0 or less: unchanged</param>
    internal static Tensor Of(Tensor x, double sigma)
    {
        if (sigma <= 0)
            return x.alias();
        var radius = (int)(4 * sigma + 0.5);
        var weights = Enumerable.Range(-radius, 2 * radius + 1).Select(i => Math.Exp(-0.5 * i * i / (sigma * sigma))).ToArray();
        var sum = weights.Sum();
        return Map(x, Array.ConvertAll(weights, weight => weight / sum)).Of(x);
    }

    /// <summary>¼ ½ ¼ along either axis.</summary>
    internal static Tensor Binomial(Tensor x) => Map(x, s_binomial).Of(x);

    private static SeparableMap Map(Tensor x, double[] kernel) => new(Matrix(x, kernel, x.shape[2]), Matrix(x, kernel, x.shape[3]));

    private static Tensor Matrix(Tensor x, double[] kernel, long extent)
    {
        var radius = kernel.Length / 2;
        return SeparableMap.Matrix(
            [.. Enumerable.Range(0, (int)extent).Select(i => (IReadOnlyList<(int, double)>)[.. kernel.Select((weight, k) => (Mirrored(i + k - radius, (int)extent), weight))])],
            extent, x.dtype, x.device);
    }

    private static int Mirrored(int position, int extent)
    {
        var period = 2 * extent;
        var inside = (position % period + period) % period;
        return inside < extent ? inside : period - 1 - inside;
    }
}
