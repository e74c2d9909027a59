using VizBench.Methods.Attribution;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Deconvolution;

/// <summary>
/// DeconvNet, (N, C, H, W), signed: what a class, a feature map or its strongest position responds to, carried back to the
/// pixels through transposed filters, rectification and max-pool switches. Zeiler and Fergus 2014, section 2.
/// </summary>
/// <remarks>One recorded forward pass up to the layer and one backward walk: about one unit of forward + gradient from the logits.</remarks>
[Method(
    "deconvnet", "deconvnet",
    Summary = "a class, a feature map or its strongest position carried back to the pixels by transposed filters, rectifiers and switches",
    Source = "Zeiler and Fergus 2014, section 2",
    Result = ResultKind.Projection)]
public sealed record DeconvNet : Method
{
    [Option("where it starts: one-hot (the target's logit), feature-map (a map's activation) or strongest-position (its largest value alone); the last two need a layer and a unit")]
    public DeconvSeed Seed { get; init; } = DeconvSeed.OneHot;

    [Option("how max-pools are undone: max-unpool (recorded positions, the paper's) or gradient (overlapping windows add up)")]
    public Unpool Unpool { get; init; } = Unpool.MaxUnpool;

    [Option("with max-unpool, what stays where overlapping windows share a position: last (in row-major order) or sum")]
    public Overlap Overlap { get; init; } = Overlap.Last;

    [Option("local response normalisation: identity (the paper's) or gradient (its exact derivative)")]
    public DeconvLrn Lrn { get; init; } = DeconvLrn.Identity;

    public override Needs NeedsAsSet => Seed == DeconvSeed.OneHot ? Needs.Target : Needs.Layer | Needs.Unit;

    public override MethodResult Run(Probe probe)
    {
        Rectifiers.Require(probe.Network.Architecture, "deconvnet");
        if (Seed != DeconvSeed.OneHot && probe.Units.Count != 1)
            throw new UserError($"deconvnet carries back one unit at a time, and got {probe.Units.Count}; name one with --unit");
        var start = Seed == DeconvSeed.OneHot ? probe.Network.Architecture.Output.Name : probe.Layer!;
        using var scope = NewDisposeScope();
        using var recording = Recording.Of(probe.Network, probe.Input, start, switches: Unpool == Unpool.MaxUnpool, probe.Cancellation);
        var activation = recording[start].Output.detach();
        var seed = Seed == DeconvSeed.OneHot
            ? Seeds.OneHot(activation, probe.Targets)
            : UnitSeed.Of(activation, probe.Units[0], Seed == DeconvSeed.StrongestPosition, start);
        var seeds = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [start] = seed };
        var table = DeconvRules.Of(Unpool, Overlap, Lrn);
        return new MethodResult(BackwardWalk.Run(recording, seeds, table, cancellation: probe.Cancellation)[0].MoveToOuterDisposeScope());
    }
}
