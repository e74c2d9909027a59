namespace VizBench.Networks;

/// <summary>The axes of a sample in another order; the batch stays first.</summary>
/// <param name="Order">for each axis of the output, which of the input's it is, counted without the batch</param>
public sealed record Transpose(IReadOnlyList<int> Order) : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) =>
        inputs[0].permute([0, .. Order.Select(axis => axis + 1L)]);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Order.Order().SequenceEqual(Enumerable.Range(0, inputs[0].Length))
        ? [.. Order.Select(axis => inputs[0][axis])]
        : throw new ArgumentException($"({string.Join(", ", Order)}) is no order of the {inputs[0].Length} axes of ({string.Join(", ", inputs[0])})");
}
