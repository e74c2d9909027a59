using VizBench.Methods.Attribution;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>Relevance from each sample's target logit down to the input, with the sum that each layer holds.</summary>
internal static class RelevanceWalk
{
    /// <param name="tableFor">the rules, for the network in canonical form</param>
    internal static MethodResult Run(Probe probe, RelevanceSeed seed, Func<Network, RuleTable> tableFor)
    {
        using var scope = NewDisposeScope();
        var network = probe.Network.Merged();
        var table = tableFor(network);
        using var recording = Recording.Of(network, probe.Input, cancellation: probe.Cancellation);
        var output = network.Architecture.Output.Name;
        var start = SeedAt(recording[output].Output.detach(), probe.Targets, seed);
        var sums = new List<(string Layer, Tensor Sums)>();
        Tensor SumOf(string layer, Tensor signal) => PassedOnBy(network.Architecture, table, layer) is { } reader && sums.Find(sum => string.Equals(sum.Layer, reader, StringComparison.Ordinal)).Sums is { } known
            ? known
            : signal.flatten(1).sum(1).MoveToOuterDisposeScope();
        var relevance = BackwardWalk.Run(
            recording, new Dictionary<string, Tensor>(StringComparer.Ordinal) { [output] = start }, table, cancellation: probe.Cancellation,
            observe: (layer, signal) => sums.Add((layer, SumOf(layer, signal))))[0];
        var totals = sums.Select(sum => new LayerSum(sum.Layer, sum.Sums.to(ScalarType.Float64, CPU).data<double>().ToArray())).Reverse().ToArray();
        return new MethodResult(relevance.MoveToOuterDisposeScope())
        {
            LayerSums = totals,
            Scalars = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal) { ["conservation-error"] = SumError.Relative(totals[0].Values, totals[^1].Values) },
            Totals = totals[^1].Values,
        };
    }

    /// <summary>1 or the logit at each sample's target, 0 elsewhere: (N, classes).</summary>
    internal static Tensor SeedAt(Tensor logits, IReadOnlyList<long> targets, RelevanceSeed seed)
    {
        var chosen = Seeds.OneHot(logits, targets);
        return seed == RelevanceSeed.OneHot ? chosen : chosen * logits;
    }

    /// <summary>The layer's only reader where that hands relevance on as it is: it holds the same sum.</summary>
    private static string? PassedOnBy(Architecture architecture, RuleTable table, string layer)
    {
        var readers = architecture.Layers.Where(reader => reader.Inputs.Contains(layer, StringComparer.Ordinal)).Take(2).ToArray();
        return readers is [{ Inputs.Count: 1 } reader] && table.For(reader) == (BackwardRule)ContributionRules.Pass ? reader.Name : null;
    }
}
