namespace VizBench.Metrics;

/// <summary>How near inverted pictures are to the ones whose code was inverted, as a picture file shows them: colours in 0 … 1, values outside clamped.</summary>
/// <param name="Psnr">dB, range 1; infinite for equal pictures</param>
/// <param name="Ssim">−1 … 1; NaN where a picture is smaller than its window, 11 pixels</param>
public sealed record InversionScores(double Psnr, double Ssim)
{
    private const int Window = 11;

    /// <summary>One for each picture, in float64.</summary>
    /// <param name="colors">(N, C, H, W)</param>
    /// <param name="originals">of the same shape</param>
    public static IReadOnlyList<InversionScores> Of(Tensor colors, Tensor originals)
    {
        ArgumentNullException.ThrowIfNull(colors);
        ArgumentNullException.ThrowIfNull(originals);
        using var scope = NewDisposeScope();
        var (shown, wanted) = (Shown(colors), Shown(originals));
        var noise = SignalToNoise.Of(shown, wanted, 1);
        return colors.shape[2] >= Window && colors.shape[3] >= Window
            ? [.. noise.Zip(StructuralSimilarity.Of(shown, wanted, 1), (psnr, ssim) => new InversionScores(psnr, ssim.Mean))]
            : [.. noise.Select(psnr => new InversionScores(psnr, double.NaN))];
    }

    private static Tensor Shown(Tensor colors) => colors.detach().to(float64, CPU).clamp(0, 1);
}
