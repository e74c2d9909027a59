namespace VizBench.Methods.Optimising;

/// <summary>Another rule's step, and beside it a share of the way to what a prior makes of the numbers before the step: x ← step(x) + share · (R(x) − x).</summary>
/// <param name="rebuilt">R</param>
internal sealed class PulledStep(Optimiser inner, Func<Tensor, Tensor> rebuilt, double share) : Optimiser
{
    internal override Tensor[] Start(IReadOnlyList<Tensor> parameters) => inner.Start(parameters);

    internal override (Tensor[] Parameters, Tensor[] Memory) Update(
        IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> memory, double rate, int step)
    {
        var (moved, kept) = inner.Update(parameters, gradients, memory, rate, step);
        return ([.. moved.Zip(parameters, (after, before) => after + (rebuilt(before) - before) * share)], kept);
    }
}
