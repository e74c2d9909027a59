using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>A class's probability for many inputs, in blocks that fit a processor's memory.</summary>
internal static class TargetScores
{
    private const long Block = 64;

    /// <returns>(n) for (n, C, H, W)</returns>
    internal static Func<Tensor, Tensor> ProbabilityOf(Network network, long target, CancellationToken cancellation) => inputs =>
    {
        var parts = new List<Tensor>();
        for (var start = 0L; start < inputs.shape[0]; start += Block)
        {
            var block = inputs.narrow(0, start, Math.Min(Block, inputs.shape[0] - start));
            parts.Add(network.Architecture.Probability.Of(ForwardWalk.Outputs(network, block, [network.Architecture.Output.Name], cancellation)[0]).select(1, target));
        }

        return cat([.. parts]);
    };
}
