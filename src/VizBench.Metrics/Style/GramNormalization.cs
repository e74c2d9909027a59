namespace VizBench.Metrics;

/// <summary>
/// What a distance of Gram matrices is divided by; N channels, M positions, G and A the Gram matrices, each over its own picture's positions.
/// The three differ by constants alone.
/// </summary>
public enum GramNormalization
{
    /// <summary>1/(4 N²) Σ (G/M − A/M)²: the papers' 1/(4 N² M²) Σ (G − A)², their pictures being of one size.</summary>
    GatysPaper,

    /// <summary>1/N² Σ (G/M − A/M)²: the mean square of the PyTorch code that Gatys published.</summary>
    GatysCode,

    /// <summary>1/N² Σ (G/(NM) − A/(NM))²: Johnson's neural-style and fast-neural-style.</summary>
    NeuralStyle,
}
