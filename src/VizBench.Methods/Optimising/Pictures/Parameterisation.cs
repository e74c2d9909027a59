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

    /// <summary>(N, 3, H, W) in the network's units; owned, as all between, by the caller's dispose scope.</summary>
    internal abstract Tensor Picture(IReadOnlyList<Tensor> parameters);

    /// <summary>Numbers whose picture is the given one, or the nearest that there is.</summary>
    /// <param name="picture">(N, 3, H, W) in the network's units</param>
    internal abstract Tensor[] From(Tensor picture);
}
