namespace VizBench.Methods.Relevance.Paths;

/// <summary>Signals restricted to one channel of each sample.</summary>
internal static class UnitMask
{
    /// <summary>The signal, (N, C, …), zero but in each sample's unit.</summary>
    internal static Tensor Of(Tensor signal, IReadOnlyList<long> units)
    {
        var channels = signal.shape[1];
        var mask = new double[units.Count * channels];
        for (var sample = 0; sample < units.Count; sample++)
            mask[sample * channels + units[sample]] = 1;
        long[] shape = [units.Count, channels, .. Enumerable.Repeat(1L, signal.shape.Length - 2)];
        return signal * tensor(mask, shape, signal.dtype, signal.device);
    }

    /// <summary>Each channel's sum over its positions: N rows of C numbers.</summary>
    internal static double[][] Sums(Tensor signal)
    {
        using var scope = NewDisposeScope();
        var sums = (signal.shape.Length > 2 ? signal.flatten(2).sum(2) : signal).to(ScalarType.Float64, CPU);
        return [.. Enumerable.Range(0, (int)sums.shape[0]).Select(sample => sums.select(0, sample).contiguous().data<double>().ToArray())];
    }
}
