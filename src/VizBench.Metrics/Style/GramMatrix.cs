namespace VizBench.Metrics;

/// <summary>
/// Which channels of a layer respond together, wherever that is: G = F Fᵀ with F the features as (channels, positions). Gatys, Ecker and
/// Bethge 2015: the style of a picture. It does not change when positions are permuted.
/// </summary>
public static class GramMatrix
{
    // Fewer rows than these make a product slower than what half of it would save.
    private const long RowsOfBlock = 64;
    private const long MostBlocks = 4;

    /// <summary>(N, C, h, w) → (N, C, C), the sum over positions. Differentiable.</summary>
    public static Tensor Of(Tensor features)
    {
        ArgumentNullException.ThrowIfNull(features);
        using var scope = NewDisposeScope();
        var flat = Positions(features);
        return (flat.requires_grad ? flat.matmul(flat.transpose(1, 2)) : ByBlocks(flat)).MoveToOuterDisposeScope();
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

    /// <summary>The blocks of rows to their diagonals; what lies above is the mirror image of what lies below.</summary>
    private static Tensor ByBlocks(Tensor flat)
    {
        var channels = flat.shape[1];
        var rows = Math.Max(RowsOfBlock, (channels + MostBlocks - 1) / MostBlocks);
        if (rows >= channels)
            return flat.matmul(flat.transpose(1, 2));
        var gram = empty([flat.shape[0], channels, channels], flat.dtype, flat.device);
        for (var first = 0L; first < channels; first += rows)
        {
            var count = Math.Min(rows, channels - first);
            var block = flat.narrow(1, first, count).matmul(flat.narrow(1, 0, first + count).transpose(1, 2));
            gram.narrow(1, first, count).narrow(2, 0, first + count).copy_(block);
            if (first > 0)
                gram.narrow(1, 0, first).narrow(2, first, count).copy_(block.narrow(2, 0, first).transpose(1, 2));
        }

        return gram;
    }
}
