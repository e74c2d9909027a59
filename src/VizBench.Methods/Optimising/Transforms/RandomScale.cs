namespace VizBench.Methods.Optimising;

/// <summary>
/// Scales each picture by a number drawn from a list, bilinearly with aligned corners, then takes the middle of the size
/// before, zeros (the network's mean colour) around where it is smaller: a batch keeps one size.
/// </summary>
internal sealed class RandomScale(IReadOnlyList<double> scales) : Transform
{
    private readonly Dictionary<(long Extent, double Scale), double[]> _matrices = [];

    internal override Transformed Apply(Tensor x, Draws draws, int step)
    {
        var drawn = Enumerable.Range(0, (int)x.shape[0]).Select(sample => scales[draws.Stream("scale", sample, step).NextInt(scales.Count)]).ToArray();
        var map = new SeparableMap(Stacked(x, drawn, x.shape[2]), Stacked(x, drawn, x.shape[3]));
        return new Transformed(map.Of(x), map.Adjoint);
    }

    /// <summary>The whole scaled picture, of its own size.</summary>
    internal static Tensor Of(Tensor x, double scale) => new SeparableMap(
        SeparableMap.Matrix(Interpolation.Scaled(x.shape[2], scale), x.shape[2], x.dtype, x.device),
        SeparableMap.Matrix(Interpolation.Scaled(x.shape[3], scale), x.shape[3], x.dtype, x.device)).Of(x);

    private Tensor Stacked(Tensor x, double[] drawn, long extent) =>
        tensor([.. drawn.SelectMany(scale => MatrixOf(extent, scale))], [drawn.Length, extent, extent], x.dtype, x.device);

    private double[] MatrixOf(long extent, double scale)
    {
        if (!_matrices.TryGetValue((extent, scale), out var matrix))
            _matrices[(extent, scale)] = matrix = SeparableMap.Dense(Interpolation.Centred(Interpolation.Scaled(extent, scale), extent), extent);
        return matrix;
    }
}
