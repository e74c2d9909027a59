namespace VizBench.Metrics;

/// <summary>
/// An image's power on the full grid of spatial frequencies: P = mean over channels of |FFT|² / (HW)², so that ΣP is the
/// mean square of the pixels (Parseval). No window, mean kept, float64 on the CPU.
/// </summary>
internal sealed class FrequencyGrid
{
    private FrequencyGrid(double[] power, int height, int width) => (Power, Height, Width) = (power, height, width);

    internal int Height { get; }

    internal int Width { get; }

    /// <summary>Row-major by (fy, fx) in the transform's own order: 0, 1, …, −2, −1 cycles per image.</summary>
    internal double[] Power { get; }

    /// <summary>What rounding of the transform alone may leave at a frequency that the image lacks.</summary>
    internal double RoundingFloor => Math.Pow(2, -104) * Power.Sum();

    /// <exception cref="ArgumentException">not (C,H,W), or no pixels</exception>
    internal static FrequencyGrid Of(Tensor image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.ndim != 3 || image.NumberOfElements == 0)
            throw new ArgumentException($"a power spectrum takes one image (C,H,W), not {image}", nameof(image));
        using var scope = NewDisposeScope();
        var (height, width) = (checked((int)image.shape[1]), checked((int)image.shape[2]));
        var spectrum = fft.fft2(image.detach().to(float64, CPU)).view_as_real();
        var power = spectrum.square().sum(-1).mean([0]) / Math.Pow((double)height * width, 2);
        return new FrequencyGrid(power.data<double>().ToArray(), height, width);
    }

    /// <summary>Cycles per image along y and x, without sign.</summary>
    internal (long Y, long X) Frequency(int index)
    {
        var (y, x) = (index / Width, index % Width);
        return (Math.Min(y, Height - y), Math.Min(x, Width - x));
    }

    /// <summary>The square of the radial frequency in cycles per pixel: from 0 to ½.</summary>
    internal double SquaredRadius(int index)
    {
        var (y, x) = Frequency(index);
        var (fy, fx) = ((double)y / Height, (double)x / Width);
        return fy * fy + fx * fx;
    }
}
