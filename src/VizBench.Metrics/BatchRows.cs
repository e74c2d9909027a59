namespace VizBench.Metrics;

/// <summary>Items of a batch as rows, in float64 on their own device.</summary>
internal static class BatchRows
{
    /// <summary>(N,…) → (N,D).</summary>
    internal static Tensor Of(Tensor batch) => batch.detach().to(float64).flatten(1);

    /// <summary>Two batches of one shape.</summary>
    /// <exception cref="ArgumentException">the shapes differ, or there is nothing in an item</exception>
    internal static (Tensor First, Tensor Second) OfPair(Tensor first, Tensor second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first.ndim >= 2 && first.NumberOfElements > 0 && first.shape.SequenceEqual(second.shape)
            ? (Of(first), Of(second))
            : throw new ArgumentException($"takes two batches (N,…) of one shape, not {first} and {second}", nameof(second));
    }

    /// <summary>(N) → its numbers.</summary>
    internal static double[] Numbers(Tensor perItem) => perItem.to(float64, CPU).contiguous().data<double>().ToArray();
}
