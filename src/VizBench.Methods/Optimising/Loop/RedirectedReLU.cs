using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Optimising;

/// <summary>
/// The gradient, but where a ReLU blocks all of a sample's signal, it lets through what doesn't push negative inputs lower: a
/// dead start wakes up. lucid's redirected ReLU (Olah et al. 2017), per sample and layer.
/// </summary>
internal static class RedirectedReLU
{
    internal static RuleTable Table { get; } = GradientRules.Table.With<ReLU>(Redirected).Named("redirected ReLU");

    private static IReadOnlyList<Tensor> Redirected(LayerRecord record, Tensor signal)
    {
        var x = record.Inputs[0].detach();
        var nothing = zeros([1], signal.dtype, signal.device);
        var through = where(x.gt(0), signal, nothing);
        // The signal is of ascent: where it is negative, the input would be pushed down.
        var redirected = where(x.lt(0).logical_and(signal.lt(0)), nothing, signal);
        var isBlocked = through.flatten(1).abs().amax(1).eq(0).reshape([-1, .. Enumerable.Repeat(1L, signal.shape.Length - 1)]);
        return [where(isBlocked, redirected, through)];
    }
}
