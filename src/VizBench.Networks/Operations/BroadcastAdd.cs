namespace VizBench.Networks;

/// <summary>The sum of two inputs of different shapes (those of one shape are added by <see cref="Add"/>).</summary>
public sealed record BroadcastAdd : BroadcastOperation
{
    protected override Tensor Joined(Tensor first, Tensor second) => first + second;
}
