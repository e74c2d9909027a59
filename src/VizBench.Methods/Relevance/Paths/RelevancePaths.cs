using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance.Paths;

/// <summary>
/// The influential pathways of a prediction: how much relevance each unit of some layers has, and how much flows between the
/// strongest of them. The result is relevance at the pixels, (N, C, H, W), signed: all of it, as LRP gives it, or with a layer
/// and a unit only what went through that unit. Achtibat, Dreyer, Eisenbraun, Bosse, Wiegand, Samek and Lapuschkin 2023
/// (conditional relevance); Bach et al. 2015.
/// </summary>
/// <remarks>One recorded pass, and a piece of a backward walk for each of the strongest units of each layer.</remarks>
[Method(
    "relevance-paths", "relevance",
    Summary = "which units of each layer carry the target's relevance, what flows between them, and where one of them looked",
    Source = "Achtibat, Dreyer, Eisenbraun, Bosse, Wiegand, Samek and Lapuschkin 2023, section 2",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.Target,
    Optional = Needs.Layer | Needs.Unit)]
public sealed record RelevancePaths : Method
{
    [Option("the rules of the first layer, the other convolutions and the fully connected layers")]
    public LrpComposite Composite { get; init; } = LrpComposite.EpsilonPlus;

    [Option("relevance at the start: one-hot (1) or logit (the target's logit)")]
    public RelevanceSeed Seed { get; init; } = RelevanceSeed.OneHot;

    [Option("how many units of each layer stand by themselves", Least = 1)]
    public int Top { get; init; } = 5;

    [Option("the layers between which flows are told; default: up to five activations through which all relevance goes")]
    public string[] Layers { get; init; } = [];

    public override MethodResult Run(Probe probe)
    {
        if (Top < 1)
            throw new UserError($"relevance-paths: top must be at least 1, and is {Top}");
        if (probe.Layer is null != (probe.Units.Count == 0) || probe.Units.Count > 1)
            throw new UserError("relevance-paths tells the whole relevance without a layer, or what went through one unit of one layer; give both --layer and one --unit, or neither");
        using var scope = NewDisposeScope();
        var network = probe.Network.Merged();
        var table = new Lrp { Composite = Composite }.TableFor(network).Named("relevance-paths");
        using var recording = Recording.Of(network, probe.Input, cancellation: probe.Cancellation);
        var output = network.Architecture.Output.Name;
        var seed = RelevanceWalk.SeedAt(recording[output].Output.detach(), probe.Targets, Seed);
        var graphs = new PathFinder(recording, table, LayersOf(network.Architecture), Top, probe.Cancellation).Find(seed, probe.Targets);
        var (start, signal) = probe.Layer is { } layer ? (LayerIn(network.Architecture, layer), ThroughUnit(recording, table, seed, layer, probe)) : (output, seed);
        var relevance = BackwardWalk.Run(recording, new Dictionary<string, Tensor>(StringComparer.Ordinal) { [start] = signal }, table, cancellation: probe.Cancellation)[0];
        return new MethodResult(relevance.MoveToOuterDisposeScope()) { Flows = graphs };
    }

    /// <summary>The relevance that arrives at the unit alone.</summary>
    private static Tensor ThroughUnit(Recording recording, RuleTable table, Tensor seed, string layer, Probe probe)
    {
        var architecture = recording.Network.Architecture;
        var name = LayerIn(architecture, layer);
        var (unit, channels) = (probe.Units[0], architecture.ShapeOf(name)[0]);
        if (unit.Channel < 0 || unit.Channel >= channels)
            throw new UserError($"unit {unit.Channel} is out of range: {name} has {channels}, 0 to {channels - 1}");
        if (unit.Y is not null)
            throw new UserError("relevance-paths follows whole channels; give --unit CHANNEL without a position");
        var signals = BackwardWalk.Run(
            recording, new Dictionary<string, Tensor>(StringComparer.Ordinal) { [architecture.Output.Name] = seed }, table, [name], probe.Cancellation);
        return UnitMask.Of(signals[0], [.. Enumerable.Repeat(unit.Channel, (int)probe.BatchSize)]);
    }

    /// <summary>From the input's side to the class.</summary>
    private IReadOnlyList<string> LayersOf(Architecture architecture) => Layers.Length == 0
        ? CutLayers.Chosen(architecture)
        : [.. Layers.Select(layer => LayerIn(architecture, layer)).Distinct(StringComparer.Ordinal).OrderBy(architecture.PositionOf)];

    private static string LayerIn(Architecture merged, string layer)
    {
        var name = merged.LayerNamed(layer).Name;
        return string.Equals(name, merged.Output.Name, StringComparison.Ordinal)
            ? throw new UserError($"relevance-paths starts at {name}, the network's output; name a layer before it")
            : name;
    }
}
