namespace VizBench.Training;

/// <summary>
/// A network that learns to tell pictures from what a generator made of their codes (Goodfellow et al. 2014): convolutions 4/2 and one of
/// 3/1, leaky ReLU behind each, then a score at each position of the last map. The code takes part by projection (Miyato and Koyama 2018).
/// </summary>
public sealed record DiscriminatorOptions
{
    /// <summary>Of the convolutions that halve the side.</summary>
    public IReadOnlyList<long> Channels { get; init; } = [32, 64, 96, 128];

    public DiscriminatorNorm Norm { get; init; } = DiscriminatorNorm.Spectral;

    public AdversarialForm Form { get; init; } = AdversarialForm.Hinge;

    public AdamOptions Optimizer { get; init; } = new() { Beta1 = 0.5 };

    /// <summary>The share of the steps before the discriminator sets in: it learns nothing till then, and losses that ask it are left out.</summary>
    public double Start { get; init; }

    /// <summary>The first step with it.</summary>
    internal int FirstStep(int steps) => (int)Math.Round(Start * steps);

    /// <summary>In a phrase, for cards.</summary>
    public string Description =>
        $"convolutions 4/2 to {string.Join(", ", Channels)} channels and one of 3/1, leaky ReLU, {Normalization}, code by projection, {(Form is AdversarialForm.Hinge ? "hinge" : "logistic")} loss";

    private string Normalization => Norm switch
    {
        DiscriminatorNorm.Spectral => "spectral normalization",
        DiscriminatorNorm.Batch => "batch normalization",
        _ => "no normalization",
    };
}

/// <summary>What keeps a discriminator's weights or activations in bounds.</summary>
public enum DiscriminatorNorm
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Each weight divided by its largest singular value: Miyato et al. 2018.</summary>
    Spectral,

    /// <summary>Activations by the batch's own mean and variance, behind all convolutions but the first: Radford et al. 2016.</summary>
    Batch,
}

/// <summary>What discriminator and generator make small, of scores r for pictures and f for what was made.</summary>
public enum AdversarialForm
{
    /// <summary>max(0, 1 − r) + max(0, 1 + f) against −f.</summary>
    Hinge,

    /// <summary>log(1 + e⁻ʳ) + log(1 + eᶠ) against log(1 + e⁻ᶠ).</summary>
    Logistic,
}
