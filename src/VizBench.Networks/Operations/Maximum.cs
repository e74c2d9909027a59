namespace VizBench.Networks;

/// <summary>The larger of two inputs, element by element (Maxout, Goodfellow 2013); of equal values the first wins.</summary>
public sealed record Maximum : BroadcastOperation
{
    protected override Tensor Joined(Tensor first, Tensor second) => where(first.ge(second), first, second);
}

/// <summary>The smaller of two inputs, element by element; of equal values the first wins.</summary>
public sealed record Minimum : BroadcastOperation
{
    protected override Tensor Joined(Tensor first, Tensor second) => where(second.ge(first), first, second);
}
