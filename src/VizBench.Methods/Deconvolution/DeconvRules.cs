using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Deconvolution;

/// <summary>
/// The DeconvNet as a table of rules: filters transposed and biases left out, as in the gradient; each ReLU rectifies the
/// signal, R ← max(R, 0), whatever its input was; max-pools are undone by their switches. Zeiler and Fergus 2014, section 2.1.
/// </summary>
internal static class DeconvRules
{
    private static readonly BackwardRule s_rectified = (_, signal) => [signal.clamp(min: 0)];

    internal static RuleTable Of(Unpool unpool, Overlap overlap, DeconvLrn lrn)
    {
        var table = GradientRules.Table.Named("deconvnet").With<ReLU>(s_rectified).With<Clip>(s_rectified).With<ThresholdedReLU>(s_rectified);
        if (lrn == DeconvLrn.Identity)
            table = table.With<LocalResponseNorm>((_, signal) => [signal]);
        return (unpool, overlap) switch
        {
            (Unpool.Gradient, _) => table,
            (_, Overlap.Last) => table.With<MaxPool>((record, signal) => [Unpooling.Last(record, signal)]),
            _ => table.With<MaxPool>((record, signal) => [Unpooling.Sum(record, signal)]),
        };
    }
}
