namespace VizBench.Metrics;

/// <summary>How much neighbouring pixels differ: low for smooth images, high for noise. Also a regulariser of image optimisation.</summary>
public static class TotalVariation
{
    /// <summary>"anisotropic-l1", "isotropic-trimmed" or "isotropic-replicate".</summary>
    /// <exception cref="UserError">another name</exception>
    public static TotalVariationKind Parse(string name) => name switch
    {
        "anisotropic-l1" => TotalVariationKind.AnisotropicL1,
        "isotropic-trimmed" => TotalVariationKind.IsotropicTrimmed,
        "isotropic-replicate" => TotalVariationKind.IsotropicReplicate,
        _ => throw new UserError($"total variation '{name}' is unknown; use anisotropic-l1, isotropic-trimmed or isotropic-replicate"),
    };

    /// <summary>
    /// (N,C,H,W) → (N): summed over channels and positions, each image by itself. Differentiable; where an image is flat
    /// (dx = dy = 0 but for rounding) the gradient is 0, also for β &lt; 2, where the formula has a cusp. It is computed in the images' own
    /// precision and on their device. Range [0, ∞); scales as |image|^β (β = 1 for anisotropic-l1, which ignores beta).
    /// </summary>
    /// <exception cref="ArgumentException">not four dimensions</exception>
    /// <exception cref="ArgumentOutOfRangeException">beta is not positive</exception>
    public static Tensor PerImage(Tensor images, TotalVariationKind kind, double beta = 2)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.ndim != 4)
            throw new ArgumentException($"total variation takes images (N,C,H,W), not {images}", nameof(images));
        if (!(beta > 0) || double.IsPositiveInfinity(beta))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "beta must be positive and finite");
        using var scope = NewDisposeScope();
        var rounding = images.detach().abs().amax(1, 2, 3).reshape(-1, 1, 1, 1) * Rounding(images.dtype);
        Tensor Real(Tensor difference) => difference * difference.detach().abs().gt(rounding);
        var total = kind switch
        {
            TotalVariationKind.AnisotropicL1 => Sum(Real(Difference(images, 3)).abs()) + Sum(Real(Difference(images, 2)).abs()),
            TotalVariationKind.IsotropicTrimmed => Sum(Norm(Real(Trimmed(Difference(images, 3), 2)), Real(Trimmed(Difference(images, 2), 3)), beta)),
            TotalVariationKind.IsotropicReplicate => Sum(Norm(Real(ReplicatedDifference(images, 3)), Real(ReplicatedDifference(images, 2)), beta)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such total variation"),
        };
        return total.MoveToOuterDisposeScope();
    }

    /// <summary>(N,C,H,W) → (N): Σ|dx| + Σ|dy|. Range [0, ∞). Differentiable, as <see cref="PerImage"/>.</summary>
    /// <exception cref="ArgumentException">not four dimensions</exception>
    [Metric(
        "tv-anisotropic-l1", MetricGroup.Image, Unit = "image units", Low = 0, Direction = MetricDirection.Descriptive, Takes = MetricInput.Pictures,
        Summary = "sum of absolute differences of vertical and horizontal neighbors",
        Source = "Rudin, Osher, Fatemi 1992, anisotropic form, as in Captum and neural-style")]
    public static Tensor AnisotropicL1(Tensor images) => PerImage(images, TotalVariationKind.AnisotropicL1);

    /// <summary>(N,C,H,W) → (N): Σ (dx² + dy²)^(β/2) over the positions with both neighbors. Range [0, ∞). Differentiable, as <see cref="PerImage"/>.</summary>
    /// <exception cref="ArgumentException">not four dimensions</exception>
    [Metric(
        "tv-isotropic-trimmed", MetricGroup.Image, Unit = "image units^β", Low = 0, Direction = MetricDirection.Descriptive, Takes = MetricInput.Pictures,
        Summary = "sum of (dx²+dy²)^(β/2) over the positions with both neighbors, β = 2",
        Source = "Mahendran and Vedaldi 2015, last row and column dropped, as in most PyTorch ports")]
    public static Tensor IsotropicTrimmed(Tensor images, double beta = 2) => PerImage(images, TotalVariationKind.IsotropicTrimmed, beta);

    /// <summary>(N,C,H,W) → (N): Σ (dx² + dy²)^(β/2) over all positions, edges replicated. Range [0, ∞). Differentiable, as <see cref="PerImage"/>.</summary>
    /// <exception cref="ArgumentException">not four dimensions</exception>
    [Metric(
        "tv-isotropic-replicate", MetricGroup.Image, Unit = "image units^β", Low = 0, Direction = MetricDirection.Descriptive, Takes = MetricInput.Pictures,
        Summary = "sum of (dx²+dy²)^(β/2) over all positions, edges replicated, β = 2",
        Source = "Mahendran and Vedaldi 2015, equation 3, as in deep-goggle")]
    public static Tensor IsotropicReplicate(Tensor images, double beta = 2) => PerImage(images, TotalVariationKind.IsotropicReplicate, beta);

    /// <summary>
    /// (N,C,H,W) → tv-anisotropic-l1 of each image over the number of its values, so that pictures of different sizes compare. Range [0, ∞); NaN where a value is NaN.
    /// </summary>
    /// <exception cref="ArgumentException">not four dimensions</exception>
    [Metric(
        "variation", MetricGroup.Image, Unit = "image units", Low = 0, Direction = MetricDirection.Descriptive, Takes = MetricInput.Pictures,
        Summary = "tv-anisotropic-l1 over the number of values",
        Source = "Rudin, Osher, Fatemi 1992, anisotropic form, per value")]
    public static double[] PerValue(Tensor images)
    {
        using var scope = NewDisposeScope();
        var total = BatchRows.Numbers(AnisotropicL1(images));
        return Array.ConvertAll(total, variation => variation / (images.NumberOfElements / images.shape[0]));
    }

    /// <summary>
    /// A difference smaller than this share of the image's largest magnitude is none: at the cusp its sign would be the gradient,
    /// and on what was made flat, by clipping and blurring, that sign is the machine's order of summation.
    /// </summary>
    private static double Rounding(ScalarType type) => 8 * Math.Pow(2, type switch
    {
        ScalarType.Float64 => -52,
        ScalarType.Float32 => -23,
        ScalarType.Float16 => -10,
        _ => -7,
    });

    private static Tensor Sum(Tensor perPosition) => perPosition.sum([1, 2, 3]);

    /// <summary>x[i + 1] − x[i] along dim: one shorter than x.</summary>
    private static Tensor Difference(Tensor x, long dim)
    {
        var pairs = x.shape[dim] - 1;
        return x.narrow(dim, 1, pairs) - x.narrow(dim, 0, pairs);
    }

    /// <summary>The same with the last pixel as its own neighbour: as long as x, ending in zero.</summary>
    private static Tensor ReplicatedDifference(Tensor x, long dim)
    {
        var pairs = x.shape[dim] - 1;
        return cat([x.narrow(dim, 1, pairs), x.narrow(dim, pairs, 1)], dim) - x;
    }

    private static Tensor Trimmed(Tensor x, long dim) => x.narrow(dim, 0, x.shape[dim] - 1);

    /// <summary>(dx² + dy²)^(β/2), with gradient zero at zero.</summary>
    private static Tensor Norm(Tensor dx, Tensor dy, double beta)
    {
        var squared = dx.square() + dy.square();
        if (beta == 2)
            return squared;
        // Both branches of where are differentiated, and zero times an infinite derivative is NaN: the flat positions take
        // the power of 1 instead, and are then masked.
        var isFlat = squared.eq(0);
        var power = (squared + isFlat).pow(beta / 2);
        return where(isFlat, zeros_like(power), power);
    }
}
