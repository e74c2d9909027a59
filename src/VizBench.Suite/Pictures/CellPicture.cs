using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>Pictures at a size that suits the cell of a sheet.</summary>
internal static class CellPicture
{
    private const int SmallestSide = 96;
    private const int LargestSide = 128;

    /// <summary>Small pictures enlarged in whole steps, so that their pixels stay what they are; large ones reduced.</summary>
    internal static RgbImage Sized(RgbImage picture)
    {
        var side = Math.Max(picture.Height, picture.Width);
        return side <= LargestSide ? Upscale.Nearest(picture, Math.Max(1, (SmallestSide + side - 1) / side)) : Fitted(picture, LargestSide);
    }

    /// <summary>Resized so that the longer side has a length.</summary>
    internal static RgbImage Fitted(RgbImage picture, int length)
    {
        var scale = (double)length / Math.Max(picture.Height, picture.Width);
        return Resize.To(PlanarImage.FromRgb(picture), Math.Max(1, (int)Math.Round(picture.Height * scale)), Math.Max(1, (int)Math.Round(picture.Width * scale))).ToRgb();
    }
}
