using VizBench.Metrics;

namespace VizBench.Suite;

/// <summary>How smooth an image is and how its power falls off, by the names of <see cref="MetricRegistry"/> (β = 2).</summary>
internal static class SmoothnessMetrics
{
    /// <param name="metrics">gets the numbers; one that is undefined is left out</param>
    /// <param name="image">(C, H, W), float64 on the CPU</param>
    internal static void AddTo(SortedDictionary<string, double> metrics, Tensor image)
    {
        void Add(string name, double value)
        {
            if (double.IsFinite(value))
                metrics[name] = value;
        }

        var batch = image.unsqueeze(0);
        Add("tv-anisotropic-l1", TotalVariation.PerImage(batch, TotalVariationKind.AnisotropicL1).item<double>());
        Add("tv-isotropic-trimmed", TotalVariation.PerImage(batch, TotalVariationKind.IsotropicTrimmed).item<double>());
        Add("tv-isotropic-replicate", TotalVariation.PerImage(batch, TotalVariationKind.IsotropicReplicate).item<double>());
        Add("high-frequency-share", RadialPowerSpectrum.HighFrequencyShare(image));
        Add("spectrum-slope", RadialPowerSpectrum.LogLogSlope(image));
    }
}
