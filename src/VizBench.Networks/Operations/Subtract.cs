namespace VizBench.Networks;

/// <summary>The first input less the second.</summary>
public sealed record Subtract : BroadcastOperation
{
    protected override Tensor Joined(Tensor first, Tensor second) => first - second;
}
