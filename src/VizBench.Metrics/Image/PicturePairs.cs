namespace VizBench.Metrics;

/// <summary>What metrics of two pictures ask of them.</summary>
internal static class PicturePairs
{
    /// <exception cref="ArgumentException">not (N,C,H,W) twice, or a range that is not positive and finite</exception>
    internal static void Check(Tensor first, Tensor second, double range)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.ndim != 4 || !first.shape.SequenceEqual(second.shape))
            throw new ArgumentException($"takes two batches of pictures (N,C,H,W) of one shape, not {first} and {second}", nameof(second));
        if (!(range > 0) || double.IsPositiveInfinity(range))
            throw new ArgumentOutOfRangeException(nameof(range), range, "the range of the values must be positive and finite");
    }
}
