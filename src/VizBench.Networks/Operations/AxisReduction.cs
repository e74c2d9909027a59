namespace VizBench.Networks;

/// <summary>What an <see cref="AxisReduction"/> takes of the entries that it joins.</summary>
public enum ReductionKind
{
    Mean,
    Sum,
    Maximum,
}

/// <summary>The mean, sum or maximum over some axes of a sample, which stay with length 1.</summary>
/// <param name="Axes">counted without the batch</param>
public sealed record AxisReduction(ReductionKind Kind, IReadOnlyList<int> Axes) : Operation
{
    /// <summary>Whether rows or columns are among the axes.</summary>
    public bool IsSpatial { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var axes = Axes.Select(axis => axis + 1L).ToArray();
        return Kind switch
        {
            ReductionKind.Mean => inputs[0].mean(axes, keepdim: true),
            ReductionKind.Sum => inputs[0].sum(axes, keepdim: true),
            _ => axes.Aggregate(inputs[0], (value, axis) => value.amax(axis).unsqueeze(axis)),
        };
    }

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        if (Axes.Any(axis => axis < 0 || axis >= inputs[0].Length))
            throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) has not all of the axes {string.Join(", ", Axes.Select(axis => axis + 1))}");
        var shape = inputs[0].ToArray();
        foreach (var axis in Axes)
            shape[axis] = 1;
        return shape;
    }

    public override ReceptiveWindow Window(long[] input) => IsSpatial ? ReceptiveWindow.Whole : ReceptiveWindow.Point;
}
