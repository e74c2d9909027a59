using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Relevance;

/// <summary>
/// Layer-wise relevance propagation, (N, C, H, W), signed: the target logit's relevance is handed down layer by layer, each
/// input getting its share. Bach et al. 2015; rules and composites as in Montavon et al. 2019. Batch normalization, and scales
/// and shifts by constants, are merged into the linear layer before them. The sum that each layer holds is reported, so that
/// a leak is seen where it arises.
/// </summary>
/// <remarks>
/// Cost in units of one forward + gradient pass, by convolutions: ε 1; z⁺ 1.5 (one more forward pass, with W⁺); γ and αβ 2.5;
/// inputs with negative values, the pixels alone in a ReLU network, cost twice that.
/// </remarks>
[Method(
    "lrp", "relevance",
    Summary = "the target logit's relevance handed down layer by layer by a rule for each kind of layer",
    Source = "Bach et al. 2015; Montavon, Binder, Lapuschkin, Samek and Müller 2019",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.Target)]
public sealed record Lrp : Method
{
    [Option("the rules of the first layer, the other convolutions and the fully connected layers")]
    public LrpComposite Composite { get; init; } = LrpComposite.EpsilonPlus;

    [Option("one rule for all convolutions and fully connected layers, in place of the composite")]
    public LrpRule? Rule { get; init; }

    [Option("the first layer's rule, in place of what composite or rule say")]
    public LrpRule? FirstRule { get; init; }

    [Option("relevance at the start: one-hot (1) or logit (the target's logit)")]
    public RelevanceSeed Seed { get; init; } = RelevanceSeed.OneHot;

    [Option("e of the epsilon rule, in the layer's own units", Least = 0)]
    public double Epsilon { get; init; } = 1e-6;

    [Option("e of all other rules' quotients, in the layer's own units", Least = 0)]
    public double Stabilizer { get; init; } = 1e-6;

    [Option("parameters that count as zero in all denominators: bias, or nothing")]
    public string[] ZeroParams { get; init; } = [];

    [Option("how much more the favoured contributions count in the gamma rule", Least = 0)]
    public double Gamma { get; init; } = 0.25;

    [Option("whether the gamma rule tells the signs of inputs and outputs apart; false: plain w + gamma·w⁺")]
    public bool Generalised { get; init; } = true;

    [Option("weight of the positive contributions in alpha-beta; alpha - beta must be 1")]
    public double Alpha { get; init; } = 2;

    [Option("weight of the negative contributions in alpha-beta", Least = 0)]
    public double Beta { get; init; } = 1;

    [Option("zbox: the least value of each input channel, normalised; default: black")]
    public double[] Low { get; init; } = [];

    [Option("zbox: the greatest value of each input channel, normalised; default: white")]
    public double[] High { get; init; } = [];

    [Option("local response normalisation: pass, or norm (by contributions, to first order)")]
    public RelevanceLrn Lrn { get; init; } = RelevanceLrn.Pass;

    [Option("batch normalization, scales and shifts with no linear layer before them: pass, or epsilon (by contributions; their offsets absorb relevance as biases do)")]
    public RelevanceBatchNorm BatchNorm { get; init; } = RelevanceBatchNorm.Pass;

    [Option("equal maxima in a max-pool's window: first (in row-major order) takes all, or split")]
    public MaxTies Ties { get; init; } = MaxTies.First;

    public override MethodResult Run(Probe probe)
    {
        Check();
        return RelevanceWalk.Run(probe, Seed, TableFor);
    }

    /// <summary>The rules for a network in canonical form.</summary>
    /// <exception cref="UserError">options that don't go together, or with this network</exception>
    internal RuleTable TableFor(Network network)
    {
        var (first, convolution, dense) = Rule is { } rule ? (rule, rule, rule) : Rules(Composite);
        first = FirstRule ?? first;
        var usesBounds = first == LrpRule.Zbox;
        if (convolution == LrpRule.Zbox || dense == LrpRule.Zbox)
            throw new UserError("lrp: zbox is for the layer that reads the pixels, whose bounds are known; set first_rule=zbox and another rule");
        var (low, high) = usesBounds ? PixelBounds.Of(network, Low, High, "lrp") : ([], []);
        var numbers = new RelevanceNumbers
        {
            Epsilon = Epsilon,
            Stabilizer = Stabilizer,
            ZeroBias = ZeroParams.Length > 0,
            Gamma = Gamma,
            Generalised = Generalised,
            Alpha = Alpha,
            Beta = Beta,
            Low = low,
            High = high,
        };
        return RelevanceTable.Of("lrp", network.Architecture, numbers, first, convolution, dense, Lrn, Ties, BatchNorm);
    }

    private static (LrpRule First, LrpRule Convolution, LrpRule Dense) Rules(LrpComposite composite) => composite switch
    {
        LrpComposite.EpsilonPlus => (LrpRule.Zplus, LrpRule.Zplus, LrpRule.Epsilon),
        LrpComposite.EpsilonPlusFlat => (LrpRule.Flat, LrpRule.Zplus, LrpRule.Epsilon),
        LrpComposite.EpsilonAlpha2Beta1 => (LrpRule.AlphaBeta, LrpRule.AlphaBeta, LrpRule.Epsilon),
        LrpComposite.EpsilonAlpha2Beta1Flat => (LrpRule.Flat, LrpRule.AlphaBeta, LrpRule.Epsilon),
        _ => (LrpRule.Zbox, LrpRule.Gamma, LrpRule.Epsilon),
    };

    private void Check()
    {
        RelevanceChecks.ZeroParams("lrp", ZeroParams);
        RelevanceChecks.NotNegative("lrp", ("epsilon", Epsilon), ("stabilizer", Stabilizer), ("gamma", Gamma), ("beta", Beta));
        if (Math.Abs(Alpha - Beta - 1) > 1e-9)
            throw new UserError($"lrp: alpha - beta must be 1, so that relevance is conserved; alpha={Alpha} and beta={Beta} were given");
    }
}
