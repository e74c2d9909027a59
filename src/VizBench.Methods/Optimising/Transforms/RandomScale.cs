namespace VizBench.Methods.Optimising;

/// <summary>
/// Scales each picture by a number drawn from a list, bilinearly with aligned corners, then takes the middle of the size
/// before, zeros (the network's mean colour) around where it is smaller: a batch keeps one size.
/// </summary>
internal sealed class RandomScale(IReadOnlyList<double> scales) : Transform
{
    private readonly Kept<(long Extent, double Scale), Tensor> _matrices = new(matrix => [matrix]);

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

    internal override void Forget() => _matrices.Clear();

    private Tensor Stacked(Tensor x, double[] drawn, long extent)
    {
        Tensor Of(double scale) => _matrices.Get(
            (extent, scale), () => SeparableMap.Matrix(Interpolation.Centred(Interpolation.Scaled(extent, scale), extent), extent, x.dtype, x.device));
        return drawn.Length == 1 ? Of(drawn[0]) : cat([.. drawn.Select(Of)], 0);
    }
}
