namespace VizBench.Methods.Optimising;

/// <summary>
/// Rotation about a picture's middle as two tables of positions and weights: from which pixels each pixel of the result comes,
/// and to which pixels of the result each pixel goes. With the second the gradient gathers instead of scattering, so that
/// its sums have one order on every device.
/// </summary>
internal sealed class RotationTable
{
    private const int Corners = 4;
    private readonly Gathering _forward;
    private readonly Gathering _back;

    /// <param name="degrees">counter-clockwise as displayed, about ((w − 1)/2, (h − 1)/2)</param>
    internal RotationTable(int height, int width, double degrees)
    {
        var pixels = height * width;
        var (sources, shares, counts) = (new int[Corners * pixels], new double[Corners * pixels], new int[pixels]);
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (middleY, middleX) = ((height - 1) / 2.0, (width - 1) / 2.0);
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                // Rows grow downwards: what is displayed here came from a place turned the other way round.
                var (dy, dx) = (y - middleY, x - middleX);
                var (placeY, placeX) = (middleY + sin * dx + cos * dy, middleX + cos * dx - sin * dy);
                var (row, column) = ((int)Math.Floor(placeY), (int)Math.Floor(placeX));
                var pixel = y * width + x;
                for (var corner = 0; corner < Corners; corner++)
                {
                    var (sourceY, sourceX) = (row + corner / 2, column + corner % 2);
                    var share = Share(placeY - row, corner / 2) * Share(placeX - column, corner % 2);
                    if (share == 0 || sourceY < 0 || sourceY >= height || sourceX < 0 || sourceX >= width)
                        continue;
                    var at = counts[pixel]++ * pixels + pixel;
                    (sources[at], shares[at]) = (sourceY * width + sourceX, share);
                }
            }
        });
        _forward = new Gathering(pixels, sources, shares);
        _back = Transposed(pixels, sources, shares, counts);
    }

    /// <summary>Which pixels of the result each source goes to, in the result's order.</summary>
    private static Gathering Transposed(int pixels, int[] sources, double[] shares, int[] counts)
    {
        var readers = new int[pixels];
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var k = 0; k < counts[pixel]; k++)
                readers[sources[k * pixels + pixel]]++;
        }

        var most = Math.Max(1, readers.Max());
        var (positions, weights, filled) = (new int[most * pixels], new double[most * pixels], new int[pixels]);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var k = 0; k < counts[pixel]; k++)
            {
                var source = sources[k * pixels + pixel];
                var at = filled[source]++ * pixels + source;
                (positions[at], weights[at]) = (pixel, shares[k * pixels + pixel]);
            }
        }

        return new Gathering(pixels, positions, weights);
    }

    /// <summary>Linear between the two neighbours: of the nearer one 1 − fraction.</summary>
    private static double Share(double fraction, int which) => which == 0 ? 1 - fraction : fraction;

    /// <summary>(C, H, W) → the same, rotated.</summary>
    internal Tensor Of(Tensor picture) => _forward.Of(picture);

    /// <summary>The transposed map.</summary>
    internal Tensor Adjoint(Tensor gradient) => _back.Of(gradient);
}
