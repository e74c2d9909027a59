namespace VizBench.Training;

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
