namespace VizBench.Networks;

/// <summary>The input side by side with itself along each axis.</summary>
/// <param name="Repeats">how often, for each axis of a sample</param>
public sealed record Tile(IReadOnlyList<long> Repeats) : Operation
{
    /// <summary>Whether rows or columns are repeated.</summary>
    public bool IsSpatial { get; init; }

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var result = inputs[0];
        for (var axis = 0; axis < Repeats.Count; axis++)
        {
            if (Repeats[axis] > 1)
                result = cat([.. Enumerable.Repeat(result, (int)Repeats[axis])], axis + 1);
        }

        // A layer's output is a tensor of its own.
        return ReferenceEquals(result, inputs[0]) ? result.alias() : result;
    }

    public override long[] OutputShape(IReadOnlyList<long[]> inputs) => Repeats.Count == inputs[0].Length && Repeats.All(count => count is >= 1 and <= int.MaxValue)
        ? [.. inputs[0].Zip(Repeats, (size, count) => checked(size * count))]
        : throw new ArgumentException($"({string.Join(", ", Repeats)}) are no counts for the axes of ({string.Join(", ", inputs[0])})");

    public override ReceptiveWindow Window(long[] input) => IsSpatial ? ReceptiveWindow.Whole : ReceptiveWindow.Point;
}
