namespace VizBench.Networks;

/// <summary>The product of two inputs, element by element: a gate, as in squeeze and excitation (Hu 2018). An axis of length 1 is repeated to the other's length.</summary>
public sealed record Multiply : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => inputs[0] * inputs[1];

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Broadcasting.Of(inputs);

    public override ReceptiveWindow Window(long[] input) => Broadcasting.Window(input);
}
