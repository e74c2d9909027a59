using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>A layer's own output and the gradient of the target's logit by it, over all that reads it; each (N, C, h, w).</summary>
/// <remarks>One forward pass, and a backward pass from the logits down to the layer, no further.</remarks>
internal readonly record struct LayerGradient(Tensor Activation, Tensor Gradient)
{
    /// <summary>Both tensors are owned by the caller's dispose scope.</summary>
    /// <exception cref="UserError">the logits don't depend on the layer</exception>
    internal static LayerGradient Of(Probe probe, string layer)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var (output, logits) = ForwardWalk.FromLayer(probe.Network, probe.Input, layer, probe.Cancellation);
        var seed = Seeds.OneHot(logits.detach(), probe.Targets);
        var gradient = autograd.grad([logits], [output], [seed], allow_unused: true)[0]
            ?? throw new UserError($"{probe.Network.Name}: the logits don't depend on layer '{layer}'; choose one before them");
        return new LayerGradient(output.detach().MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }
}
