namespace VizBench.Networks;

/// <summary>Inputs side by side along one axis, the channels where nothing else is said.</summary>
public sealed record Concat : Operation
{
    /// <summary>Of a sample, counted without the batch.</summary>
    public int Axis { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters) => cat([.. inputs], Axis + 1);

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        if (Axis < 0 || Axis >= inputs[0].Length || inputs.Any(shape => shape.Length != inputs[0].Length || shape.Where((size, axis) => axis != Axis && size != inputs[0][axis]).Any()))
            throw new ArgumentException($"inputs of shapes {string.Join(", ", inputs.Select(shape => $"({string.Join(", ", shape)})"))} don't go side by side");
        var joined = inputs[0].ToArray();
        joined[Axis] = inputs.Sum(shape => shape[Axis]);
        return joined;
    }

    /// <summary>Along the channels its own position; what lies behind another input is told as what reads everything.</summary>
    public override ReceptiveWindow Window(long[] input) => Axis == 0 ? ReceptiveWindow.Point : ReceptiveWindow.Whole;
}
