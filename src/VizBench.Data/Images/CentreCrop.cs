namespace VizBench.Data.Images;

/// <summary>The middle of a picture, as torchvision's CenterCrop cuts it.</summary>
public static class CentreCrop
{
    /// <summary>
    /// height × width pixels around the centre. A side that is too short is first padded with zeros (the odd pixel after);
    /// a surplus of an odd number of pixels starts at its half, rounded to the even neighbour.
    /// </summary>
    /// <param name="image">(C,H,W)</param>
    /// <param name="height">of the result, at least 1</param>
    /// <param name="width">of the result, at least 1</param>
    public static PlanarImage Of(PlanarImage image, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var (top, left) = (Start(image.Height, height), Start(image.Width, width));
        var result = new PlanarImage(image.Channels, height, width, new double[checked(image.Channels * height * width)]);
        var (fromX, toX) = (Math.Max(left, 0), Math.Min(left + width, image.Width));
        for (var c = 0; c < image.Channels; c++)
        {
            for (var y = Math.Max(top, 0); y < Math.Min(top + height, image.Height); y++)
            {
                var source = image.Channel(c).Slice(y * image.Width + fromX, toX - fromX);
                source.CopyTo(result.Channel(c).Slice((y - top) * width + fromX - left, toX - fromX));
            }
        }

        return result;
    }

    // Negative: so many zeros come before the picture.
    internal static int Start(int have, int want) =>
        want > have ? -((want - have) / 2) : (int)Math.Round((have - want) / 2.0, MidpointRounding.ToEven);
}
