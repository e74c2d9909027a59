using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>
/// The gradient of each sample's target score, or of a unit's (<see cref="UnitScore"/>) where the probe names a layer, by its input. By autograd, which keeps fewer activations than a recording does;
/// the backward walk by gradient rules gives the same (a test).
/// </summary>
internal static class InputGradient
{
    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    internal static Tensor Of(Probe probe, ScoreOf score) => Of(probe, probe.Input, probe.Targets, score);

    /// <param name="input">(N, C, H, W), as the network takes it</param>
    /// <param name="targets">one for each sample</param>
    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    /// <exception cref="UserError">no such unit, or a probability of a unit, which has none</exception>
    internal static Tensor Of(Probe probe, Tensor input, IReadOnlyList<long> targets, ScoreOf score)
    {
        if (probe.Layer is not null && score != ScoreOf.Logit)
            throw new UserError($"of=probability is a class's; a unit of {probe.Layer} has only its activation, leave it out");
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var leaf = input.detach().requires_grad_();
        var architecture = probe.Network.Architecture;
        var scored = ForwardWalk.Outputs(probe.Network, leaf, [probe.Layer ?? architecture.Output.Name], probe.Cancellation)[0];
        var values = scored.detach();
        return autograd.grad([scored], [leaf], [probe.Layer is null ? OfClass(values) : UnitScore.Seed(probe, values)])[0].MoveToOuterDisposeScope();

        Tensor OfClass(Tensor logits)
        {
            var chosen = Seeds.OneHot(logits, targets);
            return score == ScoreOf.Logit ? chosen : architecture.Probability.GradientOf(logits, chosen);
        }
    }
}
