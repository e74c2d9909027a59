using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>
/// Guided backpropagation, (N, C, H, W), signed: the gradient of the target's logit, except that each ReLU lets through only
/// positive signals, R ← max(R, 0) · 1[x > 0]. Springenberg, Dosovitskiy, Brox and Riedmiller 2015, figure 1.
/// </summary>
/// <remarks>One recorded forward pass and one backward walk: about one unit of forward + gradient.</remarks>
[Method(
    "guided-backprop", "attribution",
    Summary = "gradient of the target's logit in which each ReLU lets only positive signals through",
    Source = "Springenberg, Dosovitskiy, Brox and Riedmiller 2015, figure 1",
    Result = ResultKind.Projection,
    Needs = Needs.TargetOrLayer)]
public sealed record GuidedBackprop : Method
{
    /// <summary>The gradient's rules with another one for ReLU; ReLU6 is a ReLU with a ceiling.</summary>
    public static RuleTable Table { get; } = GradientRules.Table.Named("guided-backprop")
        .With<ReLU>((record, signal) => record.VectorJacobianProduct(signal.clamp(min: 0)))
        .With<Clip>((record, signal) => record.VectorJacobianProduct(signal.clamp(min: 0)))
        .With<ThresholdedReLU>((record, signal) => record.VectorJacobianProduct(signal.clamp(min: 0)));

    public override MethodResult Run(Probe probe)
    {
        Rectifiers.Require(probe.Network.Architecture, "guided-backprop");
        return new MethodResult(probe.Layer is null ? TargetWalk.ToInput(probe, Table) : TargetWalk.UnitToInput(probe, Table));
    }
}
