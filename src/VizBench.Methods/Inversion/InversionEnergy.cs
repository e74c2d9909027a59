using VizBench.Methods.Optimising;
using VizBench.Metrics;

namespace VizBench.Methods.Inversion;

/// <summary>
/// The energy of a picture x as the inverse of a code Φ0: ‖Φ(x) − Φ0‖²/‖Φ0‖² + λTV/2 · TV^β(x)/σ² + λα/2 · Σ|x|^α/σ², TV with its edges
/// replicated. Mahendran and Vedaldi 2015, section 2, with the factors of their program deep-goggle.
/// </summary>
/// <param name="Sigma">the size of a picture: the mean norm of the data set's pictures less their mean</param>
internal sealed record InversionEnergy(double LambdaTv, double Beta, double LambdaAlpha, double Alpha, double Sigma)
{
    /// <summary>The first term, as what is climbed: its negative.</summary>
    internal static Objective Data(InvertedCode code) => new MatchObjective(code.Layer, code.Values, code.Mask);

    /// <summary>The other two, total variation first.</summary>
    /// <param name="unit">(1, C, 1, 1): how many of x's units one of the network's is; null: x is in the network's</param>
    internal IReadOnlyList<Penalty> Priors(Tensor? unit = null)
    {
        Penalty InUnits(Penalty penalty) => unit is null ? penalty : penalty with { Of = picture => penalty.Of(picture * unit) };
        return
        [
            InUnits(Penalties.TotalVariation(TotalVariationKind.IsotropicReplicate, Beta, LambdaTv / 2 / (Sigma * Sigma))),
            InUnits(Penalties.AlphaNorm(Alpha, LambdaAlpha / 2 / (Sigma * Sigma))),
        ];
    }
}
