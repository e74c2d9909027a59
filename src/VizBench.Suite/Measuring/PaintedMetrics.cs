using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Metrics of a painted picture, of its colours in 0 … 1, not clipped: how smooth it is, and how its power falls off.</summary>
internal static class PaintedMetrics
{
    /// <param name="metrics">gets the three total variations, the share of high frequencies, the spectrum's slope (where it is defined), and the share of values outside 0 … 1</param>
    /// <param name="values">(C, H, W), in the network's units</param>
    internal static void AddTo(SortedDictionary<string, double> metrics, double[] values, long[] shape, Preprocessing preprocessing)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var colours = Colours(values, shape, preprocessing);
        var batch = colours.unsqueeze(0);
        metrics["tv-anisotropic-l1"] = TotalVariation.PerImage(batch, TotalVariationKind.AnisotropicL1).item<double>();
        metrics["tv-isotropic-trimmed"] = TotalVariation.PerImage(batch, TotalVariationKind.IsotropicTrimmed).item<double>();
        metrics["tv-isotropic-replicate"] = TotalVariation.PerImage(batch, TotalVariationKind.IsotropicReplicate).item<double>();
        metrics["high-frequency-share"] = RadialPowerSpectrum.HighFrequencyShare(colours);
        var slope = RadialPowerSpectrum.LogLogSlope(colours);
        if (double.IsFinite(slope))
            metrics["spectrum-slope"] = slope;
        metrics["out-of-range"] = colours.lt(-1e-6).logical_or(colours.gt(1 + 1e-6)).to(ScalarType.Float64).mean().item<double>();
    }

    /// <summary>(3, H, W). The order of channels doesn't matter to what is measured.</summary>
    private static Tensor Colours(double[] values, long[] shape, Preprocessing preprocessing)
    {
        double[] Ordered(IReadOnlyList<double> numbers) => [.. preprocessing.BlueFirst ? numbers.Reverse() : numbers];
        long[] row = [shape[0], 1, 1];
        return tensor(values, shape) * tensor(Ordered(preprocessing.Std), row) + tensor(Ordered(preprocessing.Mean), row);
    }
}
