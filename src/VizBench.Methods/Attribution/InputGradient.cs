using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>
/// The gradient of each sample's target score by its input. By autograd, which keeps fewer activations than a recording does;
/// the backward walk by gradient rules gives the same (a test).
/// </summary>
internal static class InputGradient
{
    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    internal static Tensor Of(Probe probe, ScoreOf score)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var input = probe.Input.detach().requires_grad_();
        var logits = ForwardWalk.Outputs(probe.Network, input, [probe.Network.Architecture.Output.Name], probe.Cancellation)[0];
        var values = logits.detach();
        var seed = score == ScoreOf.Logit ? Seeds.OneHot(values, probe.Targets) : Seeds.Probability(values, probe.Targets);
        return autograd.grad([logits], [input], [seed])[0].MoveToOuterDisposeScope();
    }
}
