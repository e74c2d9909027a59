namespace VizBench.Methods.Optimising;

/// <summary>Where an optimisation stands: with it and the recipe, the rest is decided. Its tensors are in no dispose scope.</summary>
/// <param name="Step">updates made</param>
/// <param name="Parameters">of the parameterisation</param>
/// <param name="Memory">of the optimiser</param>
internal sealed record OptimisationState(int Step, IReadOnlyList<Tensor> Parameters, IReadOnlyList<Tensor> Memory) : IDisposable
{
    /// <summary>At a given start.</summary>
    internal static OptimisationState At(Optimisation optimisation, IReadOnlyList<Tensor> parameters)
    {
        using var scope = NewDisposeScope();
        return new OptimisationState(0, Kept(parameters), Kept(optimisation.Optimiser.Start(parameters)));
    }

    /// <summary>The same numbers on handles of their own.</summary>
    internal static IReadOnlyList<Tensor> Kept(IReadOnlyList<Tensor> tensors) => [.. tensors.Select(tensor => tensor.detach().DetachFromDisposeScope())];

    public void Dispose()
    {
        foreach (var tensor in Parameters.Concat(Memory))
            tensor.Dispose();
    }
}
