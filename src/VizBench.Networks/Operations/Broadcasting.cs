namespace VizBench.Networks;

/// <summary>Shapes of elementwise operations whose inputs may have axes of length 1 where another's is longer.</summary>
internal static class Broadcasting
{
    /// <summary>The shape that all fit.</summary>
    /// <exception cref="ArgumentException">the numbers of axes, or lengths other than 1, differ</exception>
    internal static long[] Of(IReadOnlyList<long[]> shapes)
    {
        var result = shapes[0].ToArray();
        foreach (var shape in shapes)
        {
            if (shape.Length != result.Length)
                throw Unfitting(shapes);
            for (var axis = 0; axis < shape.Length; axis++)
            {
                if (shape[axis] != result[axis] && shape[axis] != 1 && result[axis] != 1)
                    throw Unfitting(shapes);
                result[axis] = result[axis] == 1 ? shape[axis] : result[axis];
            }
        }

        return result;
    }

    /// <summary>A unit reads its own position of each input; where an input has one row and one column, all units read that.</summary>
    internal static ReceptiveWindow Window(long[] input) => input is [_, 1, 1] ? ReceptiveWindow.Whole : ReceptiveWindow.Point;

    private static ArgumentException Unfitting(IReadOnlyList<long[]> shapes) =>
        new($"inputs of shapes {string.Join(", ", shapes.Select(shape => $"({string.Join(", ", shape)})"))} don't fit one another");
}
