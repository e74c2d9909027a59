namespace VizBench.Suite;

/// <summary>Where the energy of a convolution's filter lies among spatial frequencies, 0 to ½ cycles per sample along an axis.</summary>
/// <param name="Low">the share below 1/6</param>
/// <param name="Middle">from 1/6 to 1/3</param>
/// <param name="High">above 1/3</param>
/// <param name="Aliased">the share beyond what the convolution's own stride keeps apart, 1 / (2 · stride) along an axis</param>
public sealed record FilterSpectrum(double Low, double Middle, double High, double Aliased)
{
    /// <summary>Frequencies along each axis; filters are at most a third as wide, so that the sum is close to the integral.</summary>
    private const int Points = 32;

    /// <param name="filter">channels × height × width weights, row-major</param>
    /// <param name="strideY">of the convolution</param>
    /// <param name="strideX">of the convolution</param>
    /// <returns>all NaN for a filter of zeros</returns>
    public static FilterSpectrum Of(double[] filter, int height, int width, long strideY, long strideX)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (low, middle, high, aliased, whole) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var v = 0; v < Points; v++)
        {
            for (var u = 0; u < Points; u++)
            {
                // Midpoints of cells, symmetric around zero.
                var (fy, fx) = (((v + 0.5) / Points) - 0.5, ((u + 0.5) / Points) - 0.5);
                var energy = filter.Chunk(height * width).Sum(plane => Energy(plane, width, fy, fx));
                var frequency = Math.Max(Math.Abs(fy), Math.Abs(fx));
                whole += energy;
                low += frequency < 1 / 6.0 ? energy : 0;
                middle += frequency is >= 1 / 6.0 and < 1 / 3.0 ? energy : 0;
                high += frequency >= 1 / 3.0 ? energy : 0;
                aliased += Math.Abs(fy) > 0.5 / strideY || Math.Abs(fx) > 0.5 / strideX ? energy : 0;
            }
        }

        return new FilterSpectrum(low / whole, middle / whole, high / whole, aliased / whole);
    }

    private static double Energy(double[] plane, int width, double fy, double fx)
    {
        var (real, imaginary) = (0.0, 0.0);
        for (var i = 0; i < plane.Length; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (fy * (i / width) + fx * (i % width)));
            (real, imaginary) = (real + plane[i] * cos, imaginary + plane[i] * sin);
        }

        return real * real + imaginary * imaginary;
    }
}
