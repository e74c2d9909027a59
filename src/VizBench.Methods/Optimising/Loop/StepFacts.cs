namespace VizBench.Methods.Optimising;

/// <summary>A step before its update; its tensors live until the observer returns.</summary>
/// <param name="Step">from 0, counted through all parts of an optimisation</param>
/// <param name="Picture">(N, C, H, W) in the network's units</param>
/// <param name="Values">(N): the objective of the picture's views</param>
/// <param name="Penalty">(N): what is subtracted from it</param>
/// <param name="Gradient">(N, C, H, W): of objective less penalty, by the picture</param>
internal sealed record StepFacts(int Step, Tensor Picture, Tensor Values, Tensor Penalty, Tensor Gradient);
