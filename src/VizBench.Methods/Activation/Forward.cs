using VizBench.Networks.Walks;

namespace VizBench.Methods.Activation;

/// <summary>The output of a layer, (N, C, h, w) or (N, features); the logits where no layer is named.</summary>
[Method(
    "forward", "activation",
    Summary = "a layer's activations, or the logits without a layer",
    Source = "the network itself",
    Result = ResultKind.Activations)]
public sealed record Forward : Method
{
    public override MethodResult Run(Probe probe)
    {
        using var grad = no_grad();
        var layer = probe.Layer ?? probe.Network.Architecture.Output.Name;
        return new MethodResult(ForwardWalk.Outputs(probe.Network, probe.Input, [layer], probe.Cancellation)[0]);
    }
}
