namespace VizBench.Networks;

/// <summary>The sum of two inputs of different shapes (those of one shape are added by <see cref="Add"/>). An axis of length 1 is repeated to the other's length.</summary>
public sealed record BroadcastAdd : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0] + inputs[1];

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Broadcasting.Of(inputs);

    public override ReceptiveWindow Window(long[] input) => Broadcasting.Window(input);
}
