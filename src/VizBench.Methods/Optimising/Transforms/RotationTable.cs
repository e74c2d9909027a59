namespace VizBench.Methods.Optimising;

/// <summary>
/// Rotation about a picture's middle as two tables of positions and weights: from which pixels each pixel of the result comes,
/// and to which pixels of the result each pixel goes. With the second the gradient gathers instead of scattering, so that
/// its sums have one order on every device.
/// </summary>
/// <param name="Forward">the rotation</param>
/// <param name="Back">its transpose</param>
internal readonly record struct RotationTable(Gathering Forward, Gathering Back)
{
    private const int Corners = 4;

    /// <param name="height">of the picture</param>
    /// <param name="width">of the picture</param>
    /// <param name="degrees">counter-clockwise as displayed, about ((w − 1)/2, (h − 1)/2)</param>
    /// <param name="like">whose precision and device the tables get</param>
    internal static RotationTable Of(int height, int width, double degrees, Tensor like)
    {
        var pixels = height * width;
        var (sources, shares, counts) = (new long[Corners * pixels], new double[Corners * pixels], new int[pixels]);
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
        var (readers, weights) = Transposed(pixels, sources, shares, counts);
        return new RotationTable(Gathering.Of(pixels, sources, shares, like), Gathering.Of(pixels, readers, weights, like));
    }

    /// <summary>Which pixels of the result each source goes to, in the result's order.</summary>
    private static (long[] Positions, double[] Weights) Transposed(int pixels, long[] sources, double[] shares, int[] counts)
    {
        var readers = new int[pixels];
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var k = 0; k < counts[pixel]; k++)
                readers[sources[k * pixels + pixel]]++;
        }

        var most = Math.Max(1, readers.Max());
        var (positions, weights, filled) = (new long[most * pixels], new double[most * pixels], new int[pixels]);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var k = 0; k < counts[pixel]; k++)
            {
                var source = sources[k * pixels + pixel];
                var at = filled[source]++ * pixels + source;
                (positions[at], weights[at]) = (pixel, shares[k * pixels + pixel]);
            }
        }

        return (positions, weights);
    }

    /// <summary>Linear between the two neighbours: of the nearer one 1 − fraction.</summary>
    private static double Share(double fraction, int which) => which == 0 ? 1 - fraction : fraction;
}
