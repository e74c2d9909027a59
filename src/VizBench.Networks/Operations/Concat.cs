namespace VizBench.Networks;

/// <summary>Inputs side by side along the channels.</summary>
public sealed record Concat : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => cat([.. inputs], 1);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => inputs.All(shape => shape.AsSpan(1).SequenceEqual(inputs[0].AsSpan(1)))
        ? [inputs.Sum(shape => shape[0]), .. inputs[0].AsSpan(1)]
        : throw new ArgumentException($"inputs of shapes {string.Join(", ", inputs.Select(shape => $"({string.Join(", ", shape)})"))} don't go side by side");
}
