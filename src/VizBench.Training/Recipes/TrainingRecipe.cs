using VizBench.Networks;

namespace VizBench.Training;

/// <summary>Everything that decides a reference network: the same recipe on the same machine makes the same file.</summary>
public sealed record TrainingRecipe
{
    /// <summary>The network's name, and so its file's: models/NAME.safetensors.</summary>
    public required string Name { get; init; }

    /// <summary>What is trained; its batch normalisation is merged into the layers before it when the training is over.</summary>
    public required Func<Architecture> Trained { get; init; }

    /// <summary>What remains after merging.</summary>
    public required Func<Architecture> Shipped { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>ConceptWorld's seed of the training images; the unseen ones have the next.</summary>
    public long WorldSeed { get; init; } = 100;

    /// <summary>How many different images are drawn for training.</summary>
    public int Images { get; init; } = 24_000;

    /// <summary>Passes over them.</summary>
    public int Epochs { get; init; } = 5;

    public int BatchSize { get; init; } = 64;

    /// <summary>How many unseen images the accuracy is measured on.</summary>
    public int TestImages { get; init; } = 2_000;

    public SgdOptions Optimizer { get; init; } = new();

    /// <summary>Training against perturbed images; none where null.</summary>
    public AdversaryOptions? Adversary { get; init; }

    /// <summary>
    /// The first convolution's initial weights are multiplied by this. With the usual size they stay close to the white
    /// noise that they were drawn as, however well the network does.
    /// </summary>
    public double FirstLayerScale { get; init; } = 0.1;

    public int Steps => Epochs * (Images / BatchSize);
}

/// <summary>Stochastic gradient descent with Nesterov's momentum, a cosine schedule after a linear warm-up, clipped gradients.</summary>
public sealed record SgdOptions
{
    public double Rate { get; init; } = 0.1;

    public double Momentum { get; init; } = 0.9;

    /// <summary>Pull to zero of weights, not of biases and normalisation.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>The gradient's largest l2 norm.</summary>
    public double ClipNorm { get; init; } = 3;

    /// <summary>The share of the steps in which the rate rises from 0.</summary>
    public double WarmUp { get; init; } = 0.03;
}

/// <summary>
/// A single-step l2 adversary with random start (Wong et al. 2020, in l2): it gives networks whose gradients look like the
/// objects. Clean at first, then ramped, or the training stays stuck.
/// </summary>
public sealed record AdversaryOptions
{
    /// <summary>The largest perturbation of one image, l2 norm over all values, in pixel units 0..1.</summary>
    public double Epsilon { get; init; } = 1.5;

    /// <summary>The share of the steps before the adversary sets in.</summary>
    public double Clean { get; init; } = 0.12;

    /// <summary>The share of the steps over which it grows to its size.</summary>
    public double Ramp { get; init; } = 0.25;

    /// <summary>The perturbation's size at a step.</summary>
    public double EpsilonAt(int step, int steps) => Epsilon * Math.Clamp(((double)step / steps - Clean) / Ramp, 0, 1);
}
