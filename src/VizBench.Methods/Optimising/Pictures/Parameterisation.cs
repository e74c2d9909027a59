namespace VizBench.Methods.Optimising;

/// <summary>
/// A picture as a differentiable function of free numbers. It holds no state: the numbers are the caller's, one tensor or
/// several, first axis the samples.
/// </summary>
internal abstract class Parameterisation(Canvas canvas)
{
    internal Canvas Canvas { get; } = canvas;

    /// <summary>Where an optimisation begins.</summary>
    internal abstract Tensor[] Start(Draws draws);

    /// <summary>(N, C, H, W) in the network's units; owned, as all between, by the caller's dispose scope.</summary>
    internal abstract Tensor Picture(IReadOnlyList<Tensor> parameters);

    /// <summary>What the network sees of it in a step, and by how much the objective counts, (N); null: in full. Differentiable.</summary>
    internal virtual (Tensor Picture, Tensor? Share) Posed(IReadOnlyList<Tensor> parameters, Draws draws, int step) => (Picture(parameters), null);

    /// <summary>What else the numbers say, by name, (N, H, W).</summary>
    internal virtual IReadOnlyDictionary<string, Tensor> Maps(IReadOnlyList<Tensor> parameters) => new Dictionary<string, Tensor>(StringComparer.Ordinal);

    /// <summary>Numbers whose picture is the given one, or the nearest that there is.</summary>
    /// <param name="picture">(N, C, H, W) in the network's units</param>
    internal abstract Tensor[] From(Tensor picture);
}
