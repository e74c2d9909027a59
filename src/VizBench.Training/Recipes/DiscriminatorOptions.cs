namespace VizBench.Training;

/// <summary>
/// A network that learns to tell pictures from what a generator made of their codes (Goodfellow et al. 2014): convolutions 4/2 and one of
/// 3/1, leaky ReLU behind each, then a score at each position of the last map; logistic losses. The code takes part by projection (Miyato and Koyama 2018).
/// </summary>
public sealed record DiscriminatorOptions
{
    /// <summary>Of the convolutions that halve the side.</summary>
    public IReadOnlyList<long> Channels { get; init; } = [32, 64, 96, 128];

    public AdamOptions Optimizer { get; init; } = new() { Beta1 = 0.5 };

    /// <summary>The share of the steps before the discriminator sets in: it learns nothing till then, and losses that ask it are left out.</summary>
    public double Start { get; init; }

    /// <summary>
    /// Times <see cref="PenaltySigma"/> squared, the weight of the squared length of the scores' gradients by real pictures (R1, Mescheder et al. 2018), measured by
    /// how far the scores move when normal noise is added (Lin et al. 2025, eq. 6); 0: none.
    /// </summary>
    public double Penalty { get; init; }

    /// <summary>The deviation of that noise, in the pictures' normalized units.</summary>
    public double PenaltySigma { get; init; } = 0.1;

    /// <summary>The first step with it.</summary>
    internal int FirstStep(int steps) => (int)Math.Round(Start * steps);

    /// <summary>In a phrase, for cards.</summary>
    public string Description => $"convolutions 4/2 to {string.Join(", ", Channels)} channels and one of 3/1, leaky ReLU, no normalization, code by projection, logistic loss{(Penalty > 0 ? FormattableString.Invariant($", gradient penalty {Penalty} by noise of σ {PenaltySigma}") : "")}";
}
