namespace VizBench.Methods.Optimising;

/// <summary>Rotates each picture about its middle by an angle drawn from a list, bilinearly; the size is kept, zeros (the network's mean colour) come in at the corners.</summary>
/// <param name="degrees">counter-clockwise as displayed</param>
internal sealed class RandomRotation(IReadOnlyList<double> degrees) : Transform
{
    private readonly Kept<(long Height, long Width, double Degrees), RotationTable> _tables = new(table => [table.Forward.Positions, table.Forward.Weights, table.Back.Positions, table.Back.Weights]);

    internal override Transformed Apply(Tensor x, Draws draws, int step)
    {
        var angles = Enumerable.Range(0, (int)x.shape[0]).Select(sample => degrees[draws.Stream("rotation", sample, step).NextInt(degrees.Count)]).ToArray();
        if (Array.TrueForAll(angles, angle => angle == 0))
            return Transformed.Unchanged(x);
        var tables = Array.ConvertAll(angles, angle => _tables.Get((x.shape[2], x.shape[3], angle), () => RotationTable.Of((int)x.shape[2], (int)x.shape[3], angle, x)));
        return new Transformed(
            Gathering.Together(Array.ConvertAll(tables, table => table.Forward)).Apply(x),
            Gathering.Together(Array.ConvertAll(tables, table => table.Back)).Apply);
    }

    internal override void Forget() => _tables.Clear();

    /// <summary>One angle for all pictures, (N, C, H, W).</summary>
    internal static Tensor Of(Tensor x, double degrees) => RotationTable.Of((int)x.shape[2], (int)x.shape[3], degrees, x).Forward.Apply(x);
}
