using VizBench.Randomness;

namespace VizBench.Methods.Attribution;

/// <summary>
/// RISE, (N, H, W), ≥ 0: the mean of random masks, each weighted by the target's probability in the input that it masks,
/// Σ f(x ⊙ M) M / (n p). Petsiuk, Das and Saenko 2018, eq. 6. What is masked becomes 0 in normalised units, the dataset's
/// mean colour. All samples get the same masks. With of=logit the result may be negative.
/// </summary>
/// <remarks>As many forward passes as there are masks, in batches.</remarks>
[Method(
    "rise", "attribution",
    Summary = "mean of random masks, weighted by the target's score in the input that they mask",
    Source = "Petsiuk, Das and Saenko 2018, eq. 6",
    Result = ResultKind.UnsignedAttribution,
    Needs = Needs.Target)]
public sealed record Rise : Method
{
    [Option("how many masks", Least = 1)]
    public int Masks { get; init; } = 4000;

    [Option("cells of a mask's grid along each side, at most the input's shorter side", Least = 1)]
    public int Cells { get; init; } = 7;

    [Option("the probability that a cell is seen", Above = 0, Greatest = 1)]
    public double P { get; init; } = 0.5;

    [Option("the score: the target's probability (the paper's) or its logit")]
    public ScoreOf Of { get; init; } = ScoreOf.Probability;

    public override MethodResult Run(Probe probe)
    {
        var shape = probe.Input.shape;
        Check(Math.Min(shape[2], shape[3]));
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var masks = new RiseMasks(new StreamKey(probe.Seed, probe.Case, "rise masks").Open(), Masks, Cells, P, probe.Input);
        var scores = PerturbedCopies.Scores(
            probe, Masks, Of,
            block => block.SamplesOf(probe.Input).unsqueeze(1) * masks.Of(block.FirstCopy, block.Copies).unsqueeze(1));
        var map = Weighted(masks, scores).reshape(shape[0], shape[2], shape[3]) / (Masks * P);
        return new MethodResult(map.MoveToOuterDisposeScope());
    }

    /// <summary>Σ score · mask, (N, H·W). The masks are made once more: to keep them would take H·W values each.</summary>
    private Tensor Weighted(RiseMasks masks, Tensor scores)
    {
        var sum = zeros([scores.shape[0], masks.Pixels], scores.dtype, scores.device);
        foreach (var block in CopyBlock.Of(1, Masks, PerturbedCopies.MostScored))
        {
            using var scope = NewDisposeScope();
            sum.add_(scores.narrow(1, block.FirstCopy, block.Copies).matmul(masks.Of(block.FirstCopy, block.Copies).flatten(1)));
        }

        return sum;
    }

    private void Check(long shorterSide)
    {
        if (Masks < 1)
            throw new UserError($"rise takes at least one mask, and got masks={Masks}");
        if (Cells < 1 || Cells > shorterSide)
            throw new UserError($"rise: a grid of {Cells} cells does not fit {shorterSide} pixels; choose cells from 1 to {shorterSide}");
        if (P is not (> 0 and <= 1))
            throw new UserError($"rise: p is a probability above 0, and got {P}");
    }
}
