namespace VizBench.Networks;

/// <summary>What an <see cref="AxisReduction"/> takes of the entries that it joins.</summary>
public enum ReductionKind
{
    Mean,
    Sum,
    Maximum,
    Minimum,
    Product,
    L2,
    LogOfSumOfExponentials,
}

/// <summary>One number for the entries along some axes of a sample, which stay with length 1.</summary>
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
            ReductionKind.Maximum => axes.Aggregate(inputs[0], (value, axis) => value.amax(axis).unsqueeze(axis)),
            ReductionKind.Minimum => axes.Aggregate(inputs[0], (value, axis) => value.amin(axis).unsqueeze(axis)),
            ReductionKind.Product => axes.Aggregate(inputs[0], Product),
            ReductionKind.L2 => Norms.Root(inputs[0].square().sum(axes, keepdim: true), 2),
            _ => axes.Aggregate(inputs[0], (value, axis) => value.logsumexp(axis, keepdim: true)),
        };
    }

    /// <summary>Whether twice the input gives twice the output, so that inputs times derivatives sum to the output.</summary>
    public bool IsHomogeneous => Kind is not (ReductionKind.Product or ReductionKind.LogOfSumOfExponentials);

    // By halves: each factor's derivative is the product of the others, zeros or not.
    private static Tensor Product(Tensor value, long axis)
    {
        while (value.shape[axis] > 1)
        {
            var (length, half) = (value.shape[axis], value.shape[axis] / 2);
            var product = value.narrow(axis, 0, half) * value.narrow(axis, half, half);
            value = length % 2 == 0 ? product : cat([product, value.narrow(axis, length - 1, 1)], axis);
        }

        return value.alias();
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
