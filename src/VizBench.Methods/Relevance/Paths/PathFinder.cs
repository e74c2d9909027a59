using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance.Paths;

/// <summary>
/// Finds the strongest units of some layers and what flows between them. What flows from a unit is the relevance that the
/// next layer gets when, in the unit's own layer, all other relevance is set to zero: Achtibat et al. 2023, section 2.
/// </summary>
/// <param name="layers">from the input's side to the class, without the output</param>
internal sealed class PathFinder(Recording recording, RuleTable table, IReadOnlyList<string> layers, int top, CancellationToken cancellation)
{
    private readonly string _output = recording.Network.Architecture.Output.Name;

    /// <param name="seed">at the output, (N, classes)</param>
    /// <param name="targets">the class of each sample</param>
    internal IReadOnlyList<FlowGraph> Find(Tensor seed, IReadOnlyList<long> targets)
    {
        using var scope = NewDisposeScope();
        var signals = Walk(_output, seed, layers);
        var sums = signals.Select(UnitMask.Sums).ToArray();
        var strongest = sums.Select(rows => rows.Select(Strongest).ToArray()).ToArray();
        var flows = targets.Select(_ => new List<Flow>()).ToArray();
        for (var lower = 0; lower < layers.Count; lower++)
        {
            if (lower + 1 == layers.Count)
                FromClass(flows, lower, sums[lower], strongest[lower], targets);
            else
                Between(flows, lower, signals[lower + 1], sums[lower], strongest[lower], strongest[lower + 1]);
        }

        var starts = UnitMask.Sums(seed);
        return [.. targets.Select((target, sample) => new FlowGraph(
            [.. layers.Select((layer, l) => LayerOf(layer, sums[l][sample], strongest[l][sample])), new FlowLayer(_output, starts[sample].Sum(), [new FlowNode(target, starts[sample][target])])],
            flows[sample]))];
    }

    private IReadOnlyList<Tensor> Walk(string from, Tensor signal, IReadOnlyList<string> to) => BackwardWalk.Run(
        recording, new Dictionary<string, Tensor>(StringComparer.Ordinal) { [from] = signal }, table, to, cancellation);

    /// <summary>All relevance comes from the one class.</summary>
    private void FromClass(List<Flow>[] flows, int lower, double[][] sums, long[][] strongest, IReadOnlyList<long> targets)
    {
        for (var sample = 0; sample < flows.Length; sample++)
            Add(flows[sample], _output, targets[sample], layers[lower], sums[sample], strongest[sample]);
    }

    private void Between(List<Flow>[] flows, int lower, Tensor upperSignal, double[][] sums, long[][] strongest, long[][] upperStrongest)
    {
        // What no unit of the upper layer's strongest sends comes from its others, or past that layer.
        var rest = sums.Select(row => row.ToArray()).ToArray();
        for (var rank = 0; rank < upperStrongest[0].Length; rank++)
        {
            using var scope = NewDisposeScope();
            long[] units = [.. upperStrongest.Select(row => row[rank])];
            var sent = UnitMask.Sums(Walk(layers[lower + 1], UnitMask.Of(upperSignal, units), [layers[lower]])[0]);
            for (var sample = 0; sample < flows.Length; sample++)
            {
                Add(flows[sample], layers[lower + 1], units[sample], layers[lower], sent[sample], strongest[sample]);
                for (var unit = 0; unit < rest[sample].Length; unit++)
                    rest[sample][unit] -= sent[sample][unit];
            }
        }

        for (var sample = 0; sample < flows.Length; sample++)
            Add(flows[sample], layers[lower + 1], null, layers[lower], rest[sample], strongest[sample]);
    }

    private static void Add(List<Flow> flows, string from, long? unit, string to, double[] sent, long[] strongest)
    {
        flows.AddRange(strongest.Select(lower => new Flow(from, unit, to, lower, sent[lower])));
        if (strongest.Length < sent.Length)
            flows.Add(new Flow(from, unit, to, null, sent.Sum() - strongest.Sum(lower => sent[lower])));
    }

    private static FlowLayer LayerOf(string layer, double[] sums, long[] strongest)
    {
        FlowNode[] nodes = [.. strongest.Select(unit => new FlowNode(unit, sums[unit]))];
        var total = sums.Sum();
        return new FlowLayer(layer, total, strongest.Length < sums.Length ? [.. nodes, new FlowNode(null, total - nodes.Sum(node => node.Amount))] : nodes);
    }

    /// <summary>The units that carry most, the first of equals first.</summary>
    private long[] Strongest(double[] sums) => [.. Enumerable.Range(0, sums.Length).OrderByDescending(unit => sums[unit]).Take(top).Select(unit => (long)unit)];
}
