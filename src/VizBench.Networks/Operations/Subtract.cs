namespace VizBench.Networks;

/// <summary>The first input less the second, element by element. An axis of length 1 is repeated to the other's length.</summary>
public sealed record Subtract : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0] - inputs[1];

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Broadcasting.Of(inputs);

    public override ReceptiveWindow Window(long[] input) => Broadcasting.Window(input);
}
