namespace VizBench.Methods.Optimising;

/// <summary>What makes a picture cost something whatever the network says of it: one number ≥ 0 for each picture, subtracted from the objective.</summary>
/// <param name="Name">for messages</param>
/// <param name="Weight">what it is multiplied with</param>
/// <param name="Of">(N, C, H, W) in the network's units → (N), differentiable</param>
internal sealed record Penalty(string Name, double Weight, Func<Tensor, Tensor> Of);
