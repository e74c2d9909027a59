using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>Rows of two pictures. A mean over all pixels would hide local damage, so single pixels and the worst window decide.</summary>
internal static class PictureQuantities
{
    /// <param name="printsNumbers">whether the picture shows its values in print too: a digit flips at once, however near the value is</param>
    internal static IEnumerable<GoldenQuantity> Of(RgbImage? expected, RgbImage? actual, bool printsNumbers, GoldenTolerance tolerance)
    {
        if (expected is null || actual is null)
        {
            yield return new GoldenQuantity("picture", expected is null && actual is null ? 0 : double.NaN, 0, expected is null ? "the golden has none" : "there is none");
            yield break;
        }

        if ((expected.Width, expected.Height) != (actual.Width, actual.Height))
        {
            yield return new GoldenQuantity("picture size", double.NaN, 0, $"{actual.Width}×{actual.Height}, golden {expected.Width}×{expected.Height}");
            yield break;
        }

        // Where single pixels are not judged, printed digits aren't either: the values have been.
        if (printsNumbers && tolerance.PictureLevels is null)
            yield break;
        var difference = new PictureDifference(expected, actual);
        if (tolerance.PictureLevels is { } levels)
            yield return new GoldenQuantity("picture, levels", difference.WorstLevel, levels, $"pixel {difference.WorstPixel.X},{difference.WorstPixel.Y}");
        yield return new GoldenQuantity("picture, 8×8 mean", difference.WorstWindow, tolerance.WindowLevels, $"window at {difference.WorstCorner.X},{difference.WorstCorner.Y}");
    }
}
