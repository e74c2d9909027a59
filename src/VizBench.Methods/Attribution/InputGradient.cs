using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>The gradient of each sample's target score by its input, through the backward walk.</summary>
internal static class InputGradient
{
    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    internal static Tensor Of(Probe probe, ScoreOf score)
    {
        using var scope = NewDisposeScope();
        using var recording = Recording.Of(probe.Network, probe.Input, cancellation: probe.Cancellation);
        var output = probe.Network.Architecture.Output.Name;
        Tensor seed;
        using (no_grad())
        {
            var logits = recording[output].Output;
            seed = score == ScoreOf.Logit ? Seeds.OneHot(logits, probe.Targets) : Seeds.Probability(logits, probe.Targets);
        }

        var seeds = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [output] = seed };
        return BackwardWalk.Run(recording, seeds, GradientRules.Table, cancellation: probe.Cancellation)[0].MoveToOuterDisposeScope();
    }
}
