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
        return OfEach(image.to(ScalarType.Float64, CPU).unsqueeze(0))[0];
    }

    /// <summary>Of each of a batch (N,C,H,W), in float64 on the images' device.</summary>
    /// <exception cref="ArgumentException">not four dimensions, or no pixels</exception>
    internal static FrequencyGrid[] OfEach(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.ndim != 4 || images.NumberOfElements == 0)
            throw new ArgumentException($"power spectra take images (N,C,H,W), not {images}", nameof(images));
        using var scope = NewDisposeScope();
        var (height, width) = (checked((int)images.shape[2]), checked((int)images.shape[3]));
        var spectrum = fft.fft2(images.detach().to(float64)).view_as_real();
        var power = spectrum.square().sum(-1).mean([1]) / Math.Pow((double)height * width, 2);
        return [.. power.to(ScalarType.Float64, CPU).contiguous().data<double>().ToArray().Chunk(height * width).Select(one => new FrequencyGrid(one, height, width))];
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
