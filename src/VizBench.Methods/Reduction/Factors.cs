namespace VizBench.Methods.Reduction;

/// <summary>Observations as sums of a few directions.</summary>
/// <param name="Directions">by factor: the weight of each feature, of length 1</param>
/// <param name="Amounts">(n, factors): how much each observation has of each, float64 on the CPU; owned by the caller's dispose scope</param>
/// <param name="Shares">of each factor: of the variance for principal axes, of the sum of squares of all factors for non-negative ones; the largest first</param>
/// <param name="Explained">share of the observations' variance that the sum explains: 1 − ‖A − Â‖² / ‖A − mean‖², at most 1</param>
internal sealed record Factors(IReadOnlyList<double[]> Directions, Tensor Amounts, IReadOnlyList<double> Shares, double Explained);
