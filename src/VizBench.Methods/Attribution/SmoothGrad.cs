using VizBench.Randomness;

namespace VizBench.Methods.Attribution;

/// <summary>What is made of the gradients of the noisy copies.</summary>
public enum SmoothGradKind
{
    /// <summary>Their mean, signed (Smilkov 2017).</summary>
    Mean,

    /// <summary>The absolute value of their mean.</summary>
    Magnitude,

    /// <summary>The mean of their squares (SmoothGrad-Squared, Hooker 2019).</summary>
    Square,

    /// <summary>Their variance, Σ (g − mean)² / n (VarGrad, Adebayo 2018).</summary>
    Variance,
}

/// <summary>
/// SmoothGrad, (N, C, H, W): the mean gradient of the target's logit over n copies of the input with Gaussian noise, whose
/// standard deviation is a share of the input's own range, max − min. Smilkov, Thorat, Kim, Viégas and Wattenberg 2017,
/// section 2. The square and the variance are ≥ 0: Hooker, Erhan, Kindermans and Kim 2019; Adebayo, Gilmer, Goodfellow and
/// Kim 2018.
/// </summary>
/// <remarks>
/// n units of forward + gradient, in batches. Copy i has the same standard normal noise in every sample, scaled to each: what
/// a sample gives does not depend on its place in a batch, and the noise is drawn once.
/// </remarks>
[Method(
    "smoothgrad", "attribution",
    Summary = "mean gradient of the target's logit over noisy copies of the input",
    Source = "Smilkov, Thorat, Kim, Viégas and Wattenberg 2017, section 2",
    Result = ResultKind.SignedAttribution,
    Needs = Needs.TargetOrLayer)]
public sealed record SmoothGrad : Method
{
    [Option("how many noisy copies", Least = 1)]
    public int N { get; init; } = 50;

    [Option("standard deviation of the noise as a share of each input's range, max − min", Least = 0)]
    public double Sigma { get; init; } = 0.15;

    [Option("what is made of the gradients: mean (signed), magnitude (of the mean), square (their mean square) or variance (VarGrad)")]
    public SmoothGradKind Kind { get; init; } = SmoothGradKind.Mean;

    public override MethodResult Run(Probe probe)
    {
        if (N < 1 || Sigma < 0)
            throw new UserError($"smoothgrad takes at least one copy and noise of 0 or more, and got n={N}, sigma={Sigma}; choose others with --set");
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var deviation = Sigma * (probe.Input.amax(1, 2, 3) - probe.Input.amin(1, 2, 3)).reshape(-1, 1, 1, 1, 1);
        var moments = new GradientMoments(probe.Input);
        PerturbedCopies.Gradients(
            probe, N,
            block => block.SamplesOf(probe.Input).unsqueeze(1) + block.SamplesOf(deviation) * Noise(probe, block),
            moments.Add);
        var result = Kind switch
        {
            SmoothGradKind.Mean => moments.Mean,
            SmoothGradKind.Magnitude => moments.Mean.abs(),
            SmoothGradKind.Square => moments.Mean.square() + moments.Variance(N),
            _ => moments.Variance(N),
        };
        return new MethodResult(result.MoveToOuterDisposeScope());
    }

    /// <summary>The noise of a block's copies, (copies, C, H, W), standard normal.</summary>
    private static Tensor Noise(Probe probe, CopyBlock block)
    {
        var shape = probe.Input.shape;
        var size = (int)(shape[1] * shape[2] * shape[3]);
        var stream = new StreamKey(probe.Seed, probe.Case, "smoothgrad noise").Open();
        var values = new double[block.Copies * size];
        // Counter-based: the numbers are the same whoever draws them.
        Parallel.For(0, (int)block.Copies, i => stream.At(block.FirstCopy + i).Normal(size).CopyTo(values, i * size));
        return tensor(values, [block.Copies, .. shape[1..]], probe.Input.dtype, probe.Input.device);
    }
}
