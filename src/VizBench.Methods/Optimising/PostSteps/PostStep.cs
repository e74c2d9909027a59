namespace VizBench.Methods.Optimising;

/// <summary>What is done to the free numbers after each update. Only a parameterisation by pixels, or by a generator's code, has such steps.</summary>
internal abstract class PostStep
{
    /// <param name="x">(N, C, H, W): the pixels after the update, in the parameterisation's units; or codes, (N, …)</param>
    /// <param name="gradient">by x, before the update</param>
    /// <param name="step">from 0</param>
    internal abstract Tensor Apply(Tensor x, Tensor gradient, int step);
}
