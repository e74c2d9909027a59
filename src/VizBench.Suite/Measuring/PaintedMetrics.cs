using VizBench.Methods.Optimising;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Metrics of a painted picture, of its colours in 0 … 1, not clipped.</summary>
internal static class PaintedMetrics
{
    /// <param name="metrics">gets those of <see cref="SmoothnessMetrics"/>, and out-of-range, the share of values outside 0 … 1</param>
    /// <param name="values">(3, H, W), in the network's units</param>
    internal static void AddTo(SortedDictionary<string, double> metrics, double[] values, long[] shape, Preprocessing preprocessing)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var colours = new Canvas(shape[1], shape[2], preprocessing, ScalarType.Float64, CPU).ToColours(tensor(values, [1, .. shape])).squeeze(0);
        SmoothnessMetrics.AddTo(metrics, colours);
        metrics["out-of-range"] = colours.lt(-1e-6).logical_or(colours.gt(1 + 1e-6)).to(ScalarType.Float64).mean().item<double>();
    }
}
