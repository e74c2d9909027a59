namespace VizBench.Data.Images;

/// <summary>
/// Resizing as torchvision does for float tensors with antialias=True: bilinear, that is a triangle filter, widened by the
/// scale when the picture shrinks (torch's _upsample_bilinear2d_aa), along the rows first, then along the columns.
/// </summary>
public static class Resize
{
    /// <summary>To exactly height × width pixels.</summary>
    /// <param name="image">(C,H,W), any range</param>
    /// <param name="height">of the result, at least 1</param>
    /// <param name="width">of the result, at least 1</param>
    public static PlanarImage To(PlanarImage image, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (height == image.Height && width == image.Width)
            return image;
        return AlongColumns(AlongRows(image, width), height);
    }

    /// <summary>The shorter side to this length, the longer one to ⌊length × longer / shorter⌋: the picture keeps its shape.</summary>
    /// <param name="image">(C,H,W)</param>
    /// <param name="length">of the shorter side, at least 1</param>
    /// <exception cref="UserError">the result exceeds <see cref="PixelBudget"/>: a strip of a picture</exception>
    public static PlanarImage ShorterSide(PlanarImage image, int length)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var (height, width) = ShorterSideSize(image.Height, image.Width, length);
        if (height * width > PixelBudget.MaxPixels)
            throw new UserError(
                $"{image.Width}×{image.Height} pixels resized to a shorter side of {length} are {width}×{height}; crop the picture first");
        return To(image, (int)height, (int)width);
    }

    /// <summary>The size of a picture whose shorter side is resized to this length.</summary>
    public static (long Height, long Width) ShorterSideSize(int height, int width, int length)
    {
        var longer = (long)length * Math.Max(height, width) / Math.Min(height, width);
        return width <= height ? (longer, length) : (length, longer);
    }

    private static PlanarImage AlongRows(PlanarImage image, int width)
    {
        var taps = ResizeTaps.Of(image.Width, width);
        var rows = image.Channels * image.Height;
        var result = new double[checked(rows * width)];
        for (var row = 0; row < rows; row++)
        {
            var source = image.Values.AsSpan(row * image.Width, image.Width);
            for (var x = 0; x < width; x++)
                result[row * width + x] = taps[x].Apply(source);
        }

        return new PlanarImage(image.Channels, image.Height, width, result);
    }

    private static PlanarImage AlongColumns(PlanarImage image, int height)
    {
        var taps = ResizeTaps.Of(image.Height, height);
        var width = image.Width;
        var result = new double[checked(image.Channels * height * width)];
        for (var c = 0; c < image.Channels; c++)
        {
            var source = image.Channel(c);
            for (var y = 0; y < height; y++)
            {
                // Row by row, in the order of the taps: the same sums as column by column, kinder to the cache.
                var target = result.AsSpan((c * height + y) * width, width);
                var (first, weights) = taps[y];
                for (var k = 0; k < weights.Length; k++)
                {
                    var line = source.Slice((first + k) * width, width);
                    for (var x = 0; x < width; x++)
                        target[x] += weights[k] * line[x];
                }
            }
        }

        return new PlanarImage(image.Channels, height, width, result);
    }
}
