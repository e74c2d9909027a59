namespace VizBench.Metrics;

/// <summary>
/// The total variations in use. They differ in value by some percent and at edges in gradient, so a comparison names its
/// kind. dx and dy are the differences to the right and the lower neighbour.
/// </summary>
public enum TotalVariationKind
{
    /// <summary>"anisotropic-l1": Σ|dx| + Σ|dy|, each over the positions that have that neighbour.</summary>
    AnisotropicL1,

    /// <summary>"isotropic-trimmed": Σ (dx² + dy²)^(β/2) over the positions that have both neighbours.</summary>
    IsotropicTrimmed,

    /// <summary>"isotropic-replicate": the same over all positions; a missing neighbour equals the pixel (Mahendran and Vedaldi).</summary>
    IsotropicReplicate,
}
