using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Methods.Inversion;

/// <summary>A method that makes a picture from a layer's code alone, the code being that of its input.</summary>
public interface IInversion
{
    /// <summary>Why it can't invert a layer of a network; null: it can.</summary>
    /// <param name="layer">its name or one of its aliases</param>
    string? WhyNot(Architecture architecture, string layer);
}

/// <summary>How near inverted pictures are to the ones whose code was inverted, as a picture file shows them: colors in 0 … 1, values outside clamped.</summary>
/// <param name="Psnr">dB, range 1; infinite for equal pictures</param>
/// <param name="Ssim">−1 … 1; NaN where a picture is smaller than its window, 11 pixels</param>
public sealed record InversionScores(double Psnr, double Ssim)
{
    private const int Window = 11;

    /// <param name="pictures">(N, C, H, W) in the network's units</param>
    /// <param name="originals">of the same shape</param>
    public static IReadOnlyList<InversionScores> Of(Tensor pictures, Tensor originals, Preprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(originals);
        using var scope = NewDisposeScope();
        var (shown, wanted) = (Colors(pictures, preprocessing), Colors(originals, preprocessing));
        var noise = SignalToNoise.Of(shown, wanted, 1);
        return pictures.shape[2] >= Window && pictures.shape[3] >= Window
            ? [.. noise.Zip(StructuralSimilarity.Of(shown, wanted, 1), (psnr, ssim) => new InversionScores(psnr, ssim.Mean))]
            : [.. noise.Select(psnr => new InversionScores(psnr, double.NaN))];
    }

    private static Tensor Colors(Tensor pictures, Preprocessing preprocessing)
    {
        var canvas = new Optimising.Canvas(pictures.shape[2], pictures.shape[3], preprocessing, ScalarType.Float64, CPU);
        return canvas.ToColours(pictures.detach().to(ScalarType.Float64, CPU)).clamp(0, 1);
    }
}
