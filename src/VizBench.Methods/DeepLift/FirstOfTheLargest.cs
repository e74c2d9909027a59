using VizBench.Methods.Attribution;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.DeepLift;

/// <summary>
/// A max-pool's signal to each window's winner at a baseline: the first, in row-major order, of the values that are the
/// largest but for rounding. A baseline of one colour makes whole maps of equal values, and rounding alone would choose among them.
/// </summary>
internal static class FirstOfTheLargest
{
    /// <param name="baseline">of one sample</param>
    /// <param name="signal">(N, C, h, w)</param>
    /// <param name="shape">of the layer's input, (N, C, H, W)</param>
    internal static Tensor Route(LayerRecord baseline, Tensor signal, long[] shape)
    {
        var (input, output) = (baseline.Inputs[0].detach(), baseline.Output.detach());
        var windows = new PoolWindows((MaxPool)baseline.Layer.Operation, input.shape, output.shape);
        var isLargest = windows.Take(input).ge((output - output.abs() * Rounding(input.dtype)).reshape(-1, 1, output.shape[2], output.shape[3]));
        // The earlier a place, the larger its number: the largest number of a tie is its first place's.
        var rank = arange(windows.Places, 0, -1, input.dtype, input.device).reshape(1, -1, 1, 1);
        var ranked = isLargest.to(input.dtype) * rank;
        var isFirst = ranked.eq(ranked.amax(1).unsqueeze(1)).to(input.dtype);
        var routed = isFirst.reshape(1, -1, windows.Places, output.shape[2], output.shape[3])
            * signal.reshape(signal.shape[0], -1, 1, output.shape[2], output.shape[3]);
        return windows.Spread(routed.flatten(0, 1)).reshape(shape);
    }

    /// <summary>Far above what sums in another order differ by, far below what values of a trained network do.</summary>
    private static double Rounding(ScalarType type) => type switch
    {
        ScalarType.Float64 => 1e-12,
        ScalarType.Float32 => 1e-5,
        _ => 1e-2,
    };
}
