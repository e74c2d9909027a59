namespace VizBench.Methods.Optimising;

/// <summary>
/// Pictures from half spectra. A spectrum is (N, C, h, ⌊w/2⌋ + 1, 2), last axis real and imaginary; it is scaled by
/// max(f, 1/max(h, w))^−decay, f the frequency in cycles per pixel, so that with decay 1 equal steps change all scales of a
/// natural picture alike.
/// </summary>
internal static class FourierSpectrum
{
    private const double Divisor = 4;

    internal static long[] ShapeOf(Canvas canvas) => [canvas.Channels, canvas.Height, canvas.Width / 2 + 1, 2];

    /// <summary>(h, ⌊w/2⌋ + 1, 1).</summary>
    internal static Tensor Scale(long height, long width, double decay, ScalarType type, Device device)
    {
        var (columns, least) = (width / 2 + 1, 1.0 / Math.Max(height, width));
        var values = new double[height * columns];
        for (var y = 0L; y < height; y++)
        {
            for (var x = 0L; x < columns; x++)
            {
                var (fy, fx) = (Math.Min(y, height - y) / (double)height, x / (double)width);
                values[y * columns + x] = Math.Pow(Math.Max(Math.Sqrt(fy * fy + fx * fx), least), -decay);
            }
        }

        return tensor(values, [height, columns, 1], type, device);
    }

    /// <summary>(N, C, h, w). Differentiable.</summary>
    internal static Tensor ToPixels(Tensor spectrum, Tensor scale, long width)
    {
        var height = spectrum.shape[2];
        return fft.irfft2(Symmetric(spectrum * scale, width).view_as_complex(), [height, width], norm: FFTNormType.Ortho) / Divisor;
    }

    /// <summary>The spectrum whose pixels are these.</summary>
    internal static Tensor FromPixels(Tensor pixels, Tensor scale) =>
        fft.rfft2(pixels * Divisor, norm: FFTNormType.Ortho).view_as_real() / scale;

    /// <summary>
    /// The columns that are their own mirror image made conjugate-symmetric: a real picture's are, and libraries differ in
    /// what they make of the rest.
    /// </summary>
    internal static Tensor Symmetric(Tensor spectrum, long width)
    {
        var columns = spectrum.shape[3];
        var first = Mirrored(spectrum.narrow(3, 0, 1));
        return width % 2 == 0
            ? cat([first, spectrum.narrow(3, 1, columns - 2), Mirrored(spectrum.narrow(3, columns - 1, 1))], 3)
            : cat([first, spectrum.narrow(3, 1, columns - 1)], 3);
    }

    /// <summary>(S(y) + conjugate S(−y)) / 2.</summary>
    private static Tensor Mirrored(Tensor column)
    {
        var height = column.shape[2];
        var back = tensor([.. Enumerable.Range(0, (int)height).Select(y => (height - y) % height)], [height], null, column.device);
        var conjugate = tensor([1.0, -1.0], [2], column.dtype, column.device);
        return (column + column.index_select(2, back) * conjugate) * 0.5;
    }
}
