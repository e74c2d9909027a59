namespace VizBench.Methods.Relevance;

/// <summary>
/// Deep Taylor decomposition, (N, C, H, W), ≥ 0 where the logit is: z⁺ in every layer, z^B at the pixels, starting from the
/// target's logit. Montavon, Lapuschkin, Binder, Samek and Müller 2017, sections 4 and 5.
/// </summary>
/// <remarks>Its biases don't count (the paper has none above zero), so the logit is conserved.</remarks>
[Method(
    "deep-taylor", "relevance",
    Summary = "relevance by first-order Taylor expansions at each neuron: z⁺ rules, z^B at the pixels",
    Source = "Montavon, Lapuschkin, Binder, Samek and Müller 2017, sections 4 and 5",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.Target)]
public sealed record DeepTaylor : Method
{
    [Option("relevance at the start: logit (the target's logit) or one-hot (1)")]
    public RelevanceSeed Seed { get; init; } = RelevanceSeed.Logit;

    [Option("e of the quotients, in the layer's own units", Least = 0)]
    public double Stabilizer { get; init; } = 1e-6;

    [Option("parameters that count as zero in all denominators: bias, or nothing")]
    public string[] ZeroParams { get; init; } = ["bias"];

    [Option("the least value of each input channel, normalised; default: black")]
    public double[] Low { get; init; } = [];

    [Option("the greatest value of each input channel, normalised; default: white")]
    public double[] High { get; init; } = [];

    public override MethodResult Run(Probe probe)
    {
        RelevanceChecks.ZeroParams("deep-taylor", ZeroParams);
        RelevanceChecks.NotNegative("deep-taylor", ("stabilizer", Stabilizer));
        return RelevanceWalk.Run(probe, Seed, network =>
        {
            var (low, high) = PixelBounds.Of(network, Low, High, "deep-taylor");
            var numbers = new RelevanceNumbers { Stabilizer = Stabilizer, ZeroBias = ZeroParams.Length > 0, Low = low, High = high };
            return RelevanceTable.Of("deep-taylor", network.Architecture, numbers, LrpRule.Zbox, LrpRule.Zplus, LrpRule.Zplus);
        });
    }
}
