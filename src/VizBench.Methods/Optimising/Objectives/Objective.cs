namespace VizBench.Methods.Optimising;

/// <summary>
/// What an optimisation climbs: one number for each picture, from the outputs of some layers. Objectives add up, and are
/// multiplied with numbers and with each other: <c>channel − 0.1 · other</c>.
/// </summary>
internal abstract class Objective
{
    /// <summary>The layers whose outputs it reads.</summary>
    internal abstract IReadOnlyList<string> Layers { get; }

    /// <summary>(N), differentiable by the layers' outputs.</summary>
    internal abstract Tensor Of(Seen seen);

    /// <summary>Its values and gradient by a way of its own, where that takes less than autograd through all of it; null: it has none.</summary>
    /// <param name="input">(N, C, H, W), in the network's units</param>
    /// <param name="gradient">whether the gradient is wanted</param>
    /// <returns>(N), and of the input's shape; owned by the caller's dispose scope</returns>
    internal virtual (Tensor Values, Tensor? Gradient)? ByItself(Tensor input, bool gradient, CancellationToken cancellation) => null;

    public static Objective operator +(Objective left, Objective right) => new Combined([left, right], parts => parts[0] + parts[1]);

    public static Objective operator -(Objective left, Objective right) => new Combined([left, right], parts => parts[0] - parts[1]);

    public static Objective operator *(Objective left, Objective right) => new Combined([left, right], parts => parts[0] * parts[1]);

    public static Objective operator *(double weight, Objective objective) => new Combined([objective], parts => parts[0] * weight);

    public static Objective operator -(Objective objective) => -1 * objective;

    private sealed class Combined(IReadOnlyList<Objective> parts, Func<Tensor[], Tensor> combine) : Objective
    {
        internal override IReadOnlyList<string> Layers { get; } = [.. parts.SelectMany(part => part.Layers).Distinct(StringComparer.Ordinal)];

        internal override Tensor Of(Seen seen) => combine([.. parts.Select(part => part.Of(seen))]);
    }
}
