namespace VizBench.Networks;

/// <summary>The product of two inputs: a gate, as in squeeze and excitation (Hu 2018).</summary>
public sealed record Multiply : BroadcastOperation
{
    protected override Tensor Joined(Tensor first, Tensor second) => first * second;
}
