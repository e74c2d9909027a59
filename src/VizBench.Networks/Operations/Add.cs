namespace VizBench.Networks;

/// <summary>The sum of two or more inputs of one shape: a residual connection.</summary>
public sealed record Add : Operation
{
    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var sum = inputs[0] + inputs[1];
        for (var i = 2; i < inputs.Count; i++)
            sum = sum + inputs[i];
        return sum;
    }

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => inputs.All(shape => shape.AsSpan().SequenceEqual(inputs[0]))
        ? inputs[0]
        : throw new ArgumentException($"inputs of shapes {string.Join(", ", inputs.Select(shape => $"({string.Join(", ", shape)})"))} can't be added");
}
