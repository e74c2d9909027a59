namespace VizBench.Methods.Maximisation.Facets;

/// <summary>Principal component analysis: points in the directions of their greatest variances.</summary>
internal static class PrincipalAxes
{
    /// <param name="points">(n, features)</param>
    /// <param name="count">directions kept, all where there are fewer</param>
    /// <returns>(n, count), float64 on the CPU; the sign of a direction is arbitrary</returns>
    internal static Tensor Of(Tensor points, int count)
    {
        var centred = points.to(ScalarType.Float64, CPU);
        centred = centred - centred.mean([0], true);
        var (_, vectors) = linalg.eigh(centred.transpose(0, 1).matmul(centred));
        // Eigenvalues come in ascending order.
        var features = vectors.shape[1];
        var kept = Math.Min(count, features);
        return centred.matmul(vectors.narrow(1, features - kept, kept));
    }
}
