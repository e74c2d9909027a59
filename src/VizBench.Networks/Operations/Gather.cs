namespace VizBench.Networks;

/// <summary>Chosen entries of one axis, in any order.</summary>
/// <param name="Axis">of a sample, counted without the batch</param>
/// <param name="Indices">which entries</param>
public sealed record Gather(int Axis, IReadOnlyList<long> Indices) : Operation
{
    /// <summary>Whether the axis is one of rows or columns.</summary>
    public bool IsSpatial { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        using var indices = tensor(Indices.ToArray(), [Indices.Count], device: inputs[0].device);
        return inputs[0].index_select(Axis + 1, indices);
    }

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        if (Axis < 0 || Axis >= inputs[0].Length || Indices.Any(index => index < 0 || index >= inputs[0][Axis]))
            throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) has not all of the chosen entries on axis {Axis + 1}");
        var shape = inputs[0].ToArray();
        shape[Axis] = Indices.Count;
        return shape;
    }

    public override ReceptiveWindow Window(long[] input) => IsSpatial ? ReceptiveWindow.Whole : ReceptiveWindow.Point;
}
