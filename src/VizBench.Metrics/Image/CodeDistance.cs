namespace VizBench.Metrics;

/// <summary>How far apart two sets of pictures lie by what a network makes of them: their codes, the outputs of one of its layers.</summary>
public static class CodeDistance
{
    /// <summary>
    /// Two sets of codes (N,D) and (M,D) → the unbiased estimate of their squared maximum mean discrepancy with k(x,y) = (x·y/D + 1)³: the mean of k
    /// over the ordered pairs of different codes of the first set, and of the second, less twice the mean over the pairs of one of each. Range
    /// (−∞, ∞): for two sets of one distribution it is 0 on average, at any N and M. It grows with the sixth power of the codes' scale.
    /// </summary>
    /// <param name="first">at least two codes; all in float64 on the CPU from here on</param>
    /// <param name="second">at least two</param>
    /// <exception cref="ArgumentException">not two sets of at least two codes of one length</exception>
    [Metric(
        "kernel-distance", MetricGroup.Image, Unit = "1", Direction = MetricDirection.LowerIsBetter,
        Summary = "kernel distance (KID) of two sets of codes, unbiased: 0 on average for sets of one distribution",
        Source = "Bińkowski, Sutherland, Arbel and Gretton 2018; the estimator: Gretton et al. 2012, lemma 6")]
    public static double Kernel(Tensor first, Tensor second)
    {
        Check(first, second);
        using var scope = NewDisposeScope();
        var (x, y) = (Double(first), Double(second));
        return OfDifferent(x) + OfDifferent(y) - 2 * Cubes(x, y).mean().item<double>();
    }

    /// <summary>
    /// Two sets of codes (N,D) and (M,D) → the squared Fréchet distance of two Gaussians with the sets' means and variances, every unit by itself, as
    /// the mean over units: mean of (μ₁ − μ₂)² + (σ₁ − σ₂)², variances with N − 1. That is FID over D with covariances of different units
    /// left out: from fewer codes than units these can't be estimated. Range [0, ∞), unit: that of the codes, squared. Few codes bias it upward, so
    /// only values of equally many compare.
    /// </summary>
    /// <param name="first">at least two codes; all in float64 on the CPU from here on</param>
    /// <param name="second">at least two</param>
    /// <exception cref="ArgumentException">not two sets of at least two codes of one length</exception>
    [Metric(
        "frechet-distance-diagonal", MetricGroup.Image, Unit = "code units²", Low = 0, Direction = MetricDirection.LowerIsBetter,
        Summary = "squared Fréchet distance of two sets of codes, unit by unit as Gaussians; mean over units",
        Source = "Dowson and Landau 1982; FID: Heusel et al. 2017, here with diagonal covariances")]
    public static double Frechet(Tensor first, Tensor second)
    {
        Check(first, second);
        using var scope = NewDisposeScope();
        var (x, y) = (Double(first), Double(second));
        return ((x.mean([0]) - y.mean([0])).square() + (Deviation(x) - Deviation(y)).square()).mean().item<double>();
    }

    private static Tensor Double(Tensor codes) => codes.detach().to(float64, CPU);

    private static Tensor Cubes(Tensor x, Tensor y) => (x.matmul(y.transpose(0, 1)) / x.shape[1] + 1).pow(3);

    /// <summary>The mean of the kernel over ordered pairs of different codes: those of a code with itself taken off.</summary>
    private static double OfDifferent(Tensor x)
    {
        var count = x.shape[0];
        var withItself = (x.square().sum([1]) / x.shape[1] + 1).pow(3);
        return (Cubes(x, x).sum() - withItself.sum()).item<double>() / (count * (count - 1));
    }

    private static Tensor Deviation(Tensor codes) => ((codes - codes.mean([0])).square().sum([0]) / (codes.shape[0] - 1)).sqrt();

    private static void Check(Tensor first, Tensor second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.ndim != 2 || second.ndim != 2 || first.shape[1] != second.shape[1] || first.shape[1] == 0 || first.shape[0] < 2 || second.shape[0] < 2)
            throw new ArgumentException($"takes two sets of codes (N,D) of one length, at least two of each, not {first} and {second}", nameof(second));
    }
}
