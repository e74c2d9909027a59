namespace VizBench.Methods.Optimising;

/// <summary>
/// A rule of ascent: from numbers, gradients and its memory to the next numbers and memory. It holds no state, and every
/// sample (first axis) goes its own way: a batch is as many single optimisations.
/// </summary>
internal abstract class Optimiser
{
    /// <summary>The memory before the first step.</summary>
    internal virtual Tensor[] Start(IReadOnlyList<Tensor> parameters) => [];

    /// <param name="rate">of this step</param>
    /// <param name="step">from 0</param>
    internal abstract (Tensor[] Parameters, Tensor[] Memory) Update(
        IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> memory, double rate, int step);

    protected static Tensor[] Zeros(IReadOnlyList<Tensor> like) => [.. like.Select(tensor => zeros_like(tensor))];

    /// <summary>A number for each sample, shaped to multiply with the parameters.</summary>
    protected static Tensor Across(Tensor perSample, Tensor like) => perSample.reshape([-1, .. Enumerable.Repeat(1L, like.shape.Length - 1)]);
}
