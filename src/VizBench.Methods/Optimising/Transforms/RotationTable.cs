namespace VizBench.Methods.Optimising;

/// <summary>
/// Rotation about a picture's middle as two tables of positions and weights: from which pixels each pixel of the result comes,
/// and to which pixels of the result each pixel goes. With the second the gradient gathers instead of scattering, so that
/// its sums have one order on every device.
/// </summary>
internal sealed class RotationTable
{
    private readonly Gathering _forward;
    private readonly Gathering _back;

    /// <param name="degrees">counter-clockwise as displayed, about ((w − 1)/2, (h − 1)/2)</param>
    internal RotationTable(int height, int width, double degrees)
    {
        var from = new List<(int Position, double Weight)>[height * width];
        var to = new List<(int Position, double Weight)>[height * width];
        for (var i = 0; i < to.Length; i++)
            to[i] = [];
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (middleY, middleX) = ((height - 1) / 2.0, (width - 1) / 2.0);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                // Rows grow downwards: what is displayed here came from a place turned the other way round.
                var (dy, dx) = (y - middleY, x - middleX);
                var parts = new List<(int, double)>(4);
                foreach (var (row, share) in Interpolation.At(middleY + sin * dx + cos * dy, height))
                {
                    foreach (var (column, other) in Interpolation.At(middleX + cos * dx - sin * dy, width))
                        parts.Add((row * width + column, share * other));
                }

                from[y * width + x] = parts;
                foreach (var (position, weight) in parts)
                    to[position].Add((y * width + x, weight));
            }
        }

        (_forward, _back) = (new Gathering(from), new Gathering(to));
    }

    /// <summary>(C, H, W) → the same, rotated.</summary>
    internal Tensor Of(Tensor picture) => _forward.Of(picture);

    /// <summary>The transposed map.</summary>
    internal Tensor Adjoint(Tensor gradient) => _back.Of(gradient);
}
