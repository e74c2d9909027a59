using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Methods;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>An attribution as heat over its input, with the object's outline where it is known.</summary>
internal static class OverlayPicture
{
    /// <returns>null for results that aren't attributions</returns>
    internal static RgbImage? Of(CaseResult result, PreparedInput input, Architecture architecture)
    {
        var view = ResultView.Of(result, architecture);
        if (!view.Kind.IsAttribution())
            return null;
        var overlay = ScaledPicture.Over(input.Picture, view).Picture;
        if (input.Mask is not { } mask)
            return overlay;
        // Four pixels for one, so that the outline is thin beside the heat.
        var enlarged = Upscale.Nearest(overlay, OutlineFactor(overlay));
        return MaskOutline.Render(enlarged, Enlarged(mask, overlay, enlarged), new MaskOutlineOptions { Dimming = 0, Colour = (20, 20, 24), Rim = (255, 255, 255) });
    }

    private static int OutlineFactor(RgbImage image) => Math.Max(1, 256 / Math.Max(image.Width, image.Height));

    private static bool[] Enlarged(bool[] mask, RgbImage small, RgbImage large)
    {
        var factor = large.Width / small.Width;
        var result = new bool[large.Width * large.Height];
        for (var i = 0; i < result.Length; i++)
            result[i] = mask[i / large.Width / factor * small.Width + i % large.Width / factor];
        return result;
    }
}
