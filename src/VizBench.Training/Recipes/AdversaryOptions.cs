namespace VizBench.Training;

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
