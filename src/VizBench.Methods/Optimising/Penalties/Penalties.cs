namespace VizBench.Methods.Optimising;

/// <summary>The penalties of the papers. Each is per picture, so a batch is as many single optimisations.</summary>
internal static class Penalties
{
    /// <summary>Σ |x|^α: keeps values in range. Mahendran and Vedaldi 2015, equation 2 (α = 6); α = 2 is Simonyan's ‖x‖².</summary>
    internal static Penalty AlphaNorm(double alpha, double weight) => new("alpha-norm", weight, x => x.abs().pow(alpha).flatten(1).sum(1));

    /// <summary>Σ x²: decay as a term of the objective. Simonyan et al. 2013, equation 1.</summary>
    internal static Penalty L2(double weight) => new("l2", weight, x => x.square().flatten(1).sum(1));

    /// <summary>Σ |x − constant|, the constant by channel; lucid's "L1", which pulls to grey.</summary>
    internal static Penalty L1(double[] constant, double weight) =>
        new("l1", weight, x => (x - tensor(constant, [1, constant.Length, 1, 1], x.dtype, x.device)).abs().flatten(1).sum(1));

    /// <summary>Total variation of one of the three kinds.</summary>
    internal static Penalty TotalVariation(Metrics.TotalVariationKind kind, double beta, double weight) =>
        new("total variation", weight, x => Metrics.TotalVariation.PerImage(x, kind, beta));

    /// <summary>½ Σ (x − blur(x))², the blurred picture held fixed: lucid's "blur_input_each_step", 3×3 binomial.</summary>
    internal static Penalty Blur(double weight) => new("blur", weight, x => (x - GaussianBlur.Binomial(x.detach())).square().flatten(1).sum(1) * 0.5);

    /// <summary>
    /// Σ (1 − w) x², w = exp(−(r/radius)⁴), r the distance from the middle in half sides: what lies at the border must be
    /// worth it. The centre bias of Nguyen et al. 2016 as a term.
    /// </summary>
    internal static Penalty CentreBias(double radius, double weight) =>
        new("centre bias", weight, x => (x.square() * (1 - CentreWindow.Of(x.shape[2], x.shape[3], radius, x.dtype, x.device))).flatten(1).sum(1));
}
