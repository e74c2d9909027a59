namespace VizBench.Methods.Optimising;

/// <summary>Rotates each picture about its middle by an angle drawn from a list, bilinearly; the size is kept, zeros (the network's mean colour) come in at the corners.</summary>
/// <param name="degrees">counter-clockwise as displayed</param>
internal sealed class RandomRotation(IReadOnlyList<double> degrees) : Transform
{
    // A table takes some 160 bytes a pixel; beyond this many it is made anew each time.
    private const int MostPixelsKept = 1 << 19;

    private readonly Dictionary<(long Height, long Width, double Degrees), RotationTable> _tables = [];
    private long _pixelsKept;

    internal override Transformed Apply(Tensor x, Draws draws, int step)
    {
        var tables = Enumerable.Range(0, (int)x.shape[0]).Select(sample => degrees[draws.Stream("rotation", sample, step).NextInt(degrees.Count)])
            .Select(angle => angle == 0 ? null : TableOf(x.shape[2], x.shape[3], angle)).ToArray();
        return Array.TrueForAll(tables, table => table is null)
            ? Transformed.Unchanged(x)
            : new Transformed(ForEach(x, tables, (table, picture) => table.Of(picture)), gradient => ForEach(gradient, tables, (table, picture) => table.Adjoint(picture)));
    }

    /// <summary>One angle for all pictures, (N, C, H, W).</summary>
    internal static Tensor Of(Tensor x, double degrees)
    {
        var table = new RotationTable((int)x.shape[2], (int)x.shape[3], degrees);
        return stack(Enumerable.Range(0, (int)x.shape[0]).Select(i => table.Of(x.select(0, i))));
    }

    private static Tensor ForEach(Tensor x, RotationTable?[] tables, Func<RotationTable, Tensor, Tensor> map) =>
        stack(tables.Select((table, i) => table is null ? x.select(0, i) : map(table, x.select(0, i))));

    private RotationTable TableOf(long height, long width, double angle)
    {
        if (_tables.TryGetValue((height, width, angle), out var known))
            return known;
        var table = new RotationTable((int)height, (int)width, angle);
        if (_pixelsKept + height * width <= MostPixelsKept)
        {
            _tables[(height, width, angle)] = table;
            _pixelsKept += height * width;
        }

        return table;
    }
}
