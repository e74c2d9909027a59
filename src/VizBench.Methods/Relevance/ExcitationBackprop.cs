using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>
/// Excitation backpropagation, (N, C, H, W): a winner-take-all process from the target's logit to the pixels in which a
/// neuron chooses among its excitatory inputs with probabilities proportional to their contributions. Zhang, Lin, Brandt,
/// Shen and Sclaroff 2016, eq. 5. Contrastive: less the same of the dual class, whose weights are the negatives (section 3.3).
/// </summary>
/// <remarks>Non-negative unless contrastive, where inputs are; the pixels' sign is kept as in z⁺. About 1.5 units of forward + gradient.</remarks>
[Method(
    "excitation-backprop", "relevance",
    Summary = "winner-take-all probabilities from the target's logit to the pixels through excitatory connections alone",
    Source = "Zhang, Lin, Brandt, Shen and Sclaroff 2016, eq. 5; contrastive: section 3.3",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.Target)]
public sealed record ExcitationBackprop : Method
{
    [Option("what the target's logit starts with: one-hot (1) or logit (the target's logit)")]
    public RelevanceSeed Seed { get; init; } = RelevanceSeed.OneHot;

    [Option("e of the quotients, in the layer's own units", Least = 0)]
    public double Stabilizer { get; init; } = 1e-6;

    [Option("parameters that count as zero in all denominators: bias, or nothing")]
    public string[] ZeroParams { get; init; } = [];

    [Option("local response normalisation: pass, or norm (by contributions, to first order)")]
    public RelevanceLrn Lrn { get; init; } = RelevanceLrn.Pass;

    [Option("whether what speaks for all other classes is taken off: the last linear layer's weights and their negatives, both")]
    public bool Contrastive { get; init; }

    public override MethodResult Run(Probe probe)
    {
        RelevanceChecks.ZeroParams("excitation-backprop", ZeroParams);
        RelevanceChecks.NotNegative("excitation-backprop", ("stabilizer", Stabilizer));
        return RelevanceWalk.Run(probe, Seed, TableFor);
    }

    private RuleTable TableFor(Network network)
    {
        var architecture = network.Architecture;
        var numbers = new RelevanceNumbers { Stabilizer = Stabilizer, ZeroBias = ZeroParams.Length > 0 };
        var table = RelevanceTable.Of("excitation-backprop", architecture, numbers, LrpRule.Zplus, LrpRule.Zplus, LrpRule.Zplus, Lrn)
            .With<ReLU>(GradientRules.Table.For)
            .With<Clip>(GradientRules.Table.For)
            .With<ThresholdedReLU>(GradientRules.Table.For);
        if (!Contrastive)
            return table;
        var last = architecture.Layers.LastOrDefault(layer => LinearOperations.Includes(layer.Operation))
            ?? throw new UserError($"excitation-backprop: contrastive is about the weights of the last linear layer, and {architecture.Name} has none; leave it out");
        return table.At(last.Name, new LinearRules(numbers, NonNegative.LayersOf(architecture)).Contrast);
    }
}
