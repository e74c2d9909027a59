namespace VizBench.Metrics;

/// <summary>
/// Which channels of a layer respond together, wherever that is: G = F Fᵀ with F the features as (channels, positions). Gatys, Ecker and
/// Bethge 2015: the style of a picture. It does not change when positions are permuted.
/// </summary>
public static class GramMatrix
{
    /// <summary>(N, C, h, w) → (N, C, C), the sum over positions. Differentiable.</summary>
    public static Tensor Of(Tensor features)
    {
        ArgumentNullException.ThrowIfNull(features);
        using var scope = NewDisposeScope();
        var flat = Positions(features);
        return flat.matmul(flat.transpose(1, 2)).MoveToOuterDisposeScope();
    }

    /// <summary>(N, C, h, w) → (N, C, C), the mean over positions: pictures of different sizes can be compared by it. Differentiable.</summary>
    public static Tensor PerPosition(Tensor features)
    {
        ArgumentNullException.ThrowIfNull(features);
        using var scope = NewDisposeScope();
        return (Of(features) / PositionCount(features)).MoveToOuterDisposeScope();
    }

    /// <summary>h · w of (N, C, h, w).</summary>
    internal static long PositionCount(Tensor features) => Positions(features).shape[2];

    private static Tensor Positions(Tensor features) =>
        features.ndim == 4 ? features.flatten(2) : throw new ArgumentException($"a layer with rows and columns gives features (N,C,h,w), not {features}", nameof(features));
}
