using VizBench.Methods.Activation;
using VizBench.Methods.Optimising;

namespace VizBench.Methods.Maximisation;

/// <summary>
/// Activation maximisation: a picture, (N, C, H, W) in the network's units, that a class or a unit responds to as strongly as
/// possible. One picture for each class (--target), or for each unit of a layer (--layer, --unit): the mean of its channel, or
/// one position. A layer without a unit: ½‖a‖² of all of it.
/// </summary>
public abstract record ActivationMaximisation : ImageOptimisation
{
    [Option("what of a class is climbed: logit, margin (logit less the mean of the others), probability or log-probability")]
    public ClassScore Score { get; init; } = ClassScore.Logit;

    [Option("whether a unit without a position means the one in the middle of the map, instead of the mean of the channel")]
    public bool Neuron { get; init; }

    [Option("whether it goes down instead of up: what the class or unit responds to least")]
    public bool Minimise { get; init; }

    [Option("what is climbed beside the class or unit: \"0.5*conv4:7 - logit:3\"; LAYER:CHANNEL[,Y,X], LAYER:[3,-0.5*7]^2 (a direction), LAYER, or logit, margin, probability, log-probability with :CLASS, joined by +, - and * with spaces around them")]
    public string Plus { get; init; } = "";

    [Option("whether plus is climbed in place of the class or unit, which then but names the picture")]
    public bool Alone { get; init; }

    private protected override Objective ObjectiveOf(Probe probe)
    {
        if (Alone && Plus.Length == 0)
            throw new UserError($"{MethodRegistry.Of(this).Id}: option alone leaves nothing to climb without plus; say with --set plus=… what it is");
        var plus = Plus.Length == 0 ? null : ObjectiveText.Of($"{MethodRegistry.Of(this).Id}: option plus", Plus, probe.Network.Architecture, CountOf(probe));
        // Made where plus stands alone too: a unit or class that isn't there is refused all the same.
        var named = Climbed(probe);
        var objective = Alone ? plus! : named;
        if (Minimise)
            objective = -objective;
        return Alone || plus is null ? objective : objective + plus;
    }

    private protected override int CountOf(Probe probe) =>
        probe.Layer is null ? probe.Targets.Count : probe.Units.Count > 0 ? probe.Units.Count : (int)probe.BatchSize;

    private protected override IReadOnlyList<long> KeysOf(Probe probe) =>
        probe.Layer is null ? probe.Targets
        : probe.Units.Count > 0 ? [.. probe.Units.Select(KeyOf)]
        : [.. Enumerable.Range(0, CountOf(probe)).Select(i => (long)i)];

    private protected override Probe PartOf(Probe probe, int first, int size) => PaintedParts.Of(probe, CountOf(probe), first, size);

    private protected override string NameOf(Probe probe, int sample, int first) => probe.Layer is null
        ? $"class {probe.Targets[sample]}"
        : probe.Units.Count > 0 ? $"unit {probe.Units[sample].Channel} of {probe.Layer}" : probe.Layer;

    private Objective Climbed(Probe probe)
    {
        if (probe.Layer is not { } layer)
            return new ClassObjective(probe.Network.Architecture, probe.Targets, Score);
        if (probe.Units.Count == 0)
            return new LayerObjective(layer);
        UnitChecks.AreIn(probe.Network.Architecture.ShapeOf(layer), layer, probe.Units);
        return new UnitObjective(layer, probe.Units, Neuron);
    }

    /// <summary>Different for different positions of a channel; a whole channel has its own number.</summary>
    private static long KeyOf(Unit unit) => unit is { Y: { } y, X: { } x } ? unit.Channel + ((y * 4096 + x + 1) << 24) : unit.Channel;
}
