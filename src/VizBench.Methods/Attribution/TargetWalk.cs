using VizBench.Networks.Walks;

namespace VizBench.Methods.Attribution;

/// <summary>The walk that most backward methods are: 1 at each sample's target logit, down to the input by a table of rules.</summary>
internal static class TargetWalk
{
    /// <summary>The same from a unit of the probe's layer (<see cref="UnitScore"/>) in the place of a logit.</summary>
    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    internal static Tensor UnitToInput(Probe probe, RuleTable table)
    {
        using var scope = NewDisposeScope();
        using var recording = Recording.Of(probe.Network, probe.Input, probe.Layer!, cancellation: probe.Cancellation);
        var seeds = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [probe.Layer!] = UnitScore.Seed(probe, recording[probe.Layer!].Output.detach()) };
        return BackwardWalk.Run(recording, seeds, table, cancellation: probe.Cancellation)[0].MoveToOuterDisposeScope();
    }

    /// <returns>(N, C, H, W), owned by the caller's dispose scope</returns>
    internal static Tensor ToInput(Probe probe, RuleTable table, bool switches = false)
    {
        using var scope = NewDisposeScope();
        using var recording = Recording.Of(probe.Network, probe.Input, switches: switches, cancellation: probe.Cancellation);
        var output = probe.Network.Architecture.Output.Name;
        var seeds = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [output] = Seeds.OneHot(recording[output].Output, probe.Targets) };
        return BackwardWalk.Run(recording, seeds, table, cancellation: probe.Cancellation)[0].MoveToOuterDisposeScope();
    }
}
