namespace VizBench.Networks;

/// <summary>The first input by the second.</summary>
public sealed record Divide : BroadcastOperation
{
    protected override Tensor Joined(Tensor first, Tensor second) => first / second;
}
