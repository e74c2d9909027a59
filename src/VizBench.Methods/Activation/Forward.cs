using VizBench.Networks.Walks;

namespace VizBench.Methods.Activation;

/// <summary>
/// The output of a layer, (N, C, h, w) or (N, features); the logits where no layer is named. With units, those alone:
/// (N, units, h, w), or (N, units) for single positions.
/// </summary>
[Method(
    "forward", "activation",
    Summary = "a layer's activations, or the logits without a layer",
    Source = "the network itself",
    Result = ResultKind.Activations,
    Optional = Needs.Layer | Needs.Unit)]
public sealed record Forward : Method
{
    public override MethodResult Run(Probe probe)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var layer = probe.Layer ?? probe.Network.Architecture.Output.Name;
        var output = ForwardWalk.Outputs(probe.Network, probe.Input, [layer], probe.Cancellation)[0];
        var chosen = probe.Units.Count == 0 ? output : UnitSelection.Of(output, probe.Units, layer);
        return new MethodResult(chosen.MoveToOuterDisposeScope());
    }
}
