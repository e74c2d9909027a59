namespace VizBench.Methods.Optimising;

/// <summary>What is done to the pixels after each update. Only a parameterisation by pixels has such steps.</summary>
internal abstract class PostStep
{
    /// <param name="x">(N, C, H, W): the pixels after the update, in the parameterisation's units</param>
    /// <param name="gradient">by the pixels, before the update</param>
    /// <param name="step">from 0</param>
    internal abstract Tensor Apply(Tensor x, Tensor gradient, int step);
}
