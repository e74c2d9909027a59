using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>
/// The gradient of each sample's target score by its input. By autograd, which keeps fewer activations than a recording does;
/// the backward walk by gradient rules gives the same (a test).
/// </summary>
internal static class InputGradient
{
    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    internal static Tensor Of(Probe probe, ScoreOf score) => Of(probe.Network, probe.Input, probe.Targets, score, probe.Cancellation);

    /// <param name="input">(N, C, H, W), as the network takes it</param>
    /// <param name="targets">one for each sample</param>
    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    internal static Tensor Of(Network network, Tensor input, IReadOnlyList<long> targets, ScoreOf score, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var leaf = input.detach().requires_grad_();
        var logits = ForwardWalk.Outputs(network, leaf, [network.Architecture.Output.Name], cancellation)[0];
        var values = logits.detach();
        var chosen = Seeds.OneHot(values, targets);
        var seed = score == ScoreOf.Logit ? chosen : network.Architecture.Probability.GradientOf(values, chosen);
        return autograd.grad([logits], [leaf], [seed])[0].MoveToOuterDisposeScope();
    }
}
