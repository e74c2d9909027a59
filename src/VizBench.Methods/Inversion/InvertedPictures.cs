using VizBench.Methods.Optimising;
using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Methods.Inversion;

/// <summary>What is told of inverted pictures beside their code's error.</summary>
internal static class InvertedPictures
{
    /// <param name="pictures">(N, C, H, W) in the network's units</param>
    /// <param name="originals">of the same shape</param>
    internal static IReadOnlyList<InversionScores> ScoresOf(Tensor pictures, Tensor originals, Preprocessing preprocessing)
    {
        using var scope = NewDisposeScope();
        var canvas = new Canvas(pictures.shape[2], pictures.shape[3], preprocessing, ScalarType.Float64, CPU);
        Tensor Colors(Tensor units) => canvas.ToColours(units.detach().to(ScalarType.Float64, CPU));
        return InversionScores.Of(Colors(pictures), Colors(originals));
    }

    /// <summary>The numbers of a result, one for each picture: "code-error", "psnr", and "ssim" where pictures are as large as its window.</summary>
    /// <param name="probe">its input is what was inverted</param>
    internal static IEnumerable<KeyValuePair<string, IReadOnlyList<double>>> ScalarsOf(Probe probe, InvertedCode code, Tensor pictures)
    {
        yield return new("code-error", code.ErrorOf(probe, pictures));
        var scores = ScoresOf(pictures, probe.Input, probe.Network.Architecture.Preprocessing);
        yield return new("psnr", [.. scores.Select(score => score.Psnr)]);
        if (scores.All(score => double.IsFinite(score.Ssim)))
            yield return new("ssim", [.. scores.Select(score => score.Ssim)]);
    }
}
