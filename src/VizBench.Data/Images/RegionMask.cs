namespace VizBench.Data.Images;

/// <summary>A region of a picture: truths by pixel, row by row. Its size may be another than the picture's, but not its shape.</summary>
public sealed record RegionMask(int Width, int Height, bool[] Pixels)
{
    /// <summary>
    /// What is left of the region where the picture is resized by its shorter side and cropped at its center: height × width truths. The
    /// nearest pixel decides, by centers of pixels; beyond the picture there is no region.
    /// </summary>
    /// <param name="picture">the size of the picture whose region it is</param>
    /// <param name="shorterSide">the picture's shorter side after resizing, pixels</param>
    /// <param name="height">of the crop</param>
    /// <param name="width">of the crop</param>
    public bool[] Prepared((int Width, int Height) picture, int shorterSide, int height, int width)
    {
        var (resizedHeight, resizedWidth) = Resize.ShorterSideSize(picture.Height, picture.Width, shorterSide);
        var (top, left) = (CentreCrop.Start((int)resizedHeight, height), CentreCrop.Start((int)resizedWidth, width));
        var result = new bool[height * width];
        for (var y = 0; y < height; y++)
        {
            var row = y + top;
            if (row < 0 || row >= resizedHeight)
                continue;
            var from = Nearest(row, resizedHeight, Height) * Width;
            for (var x = 0; x < width; x++)
            {
                var column = x + left;
                result[y * width + x] = column >= 0 && column < resizedWidth && Pixels[from + Nearest(column, resizedWidth, Width)];
            }
        }

        return result;
    }

    // ⌊(place + ½) · size / resized⌋ in whole numbers.
    private static int Nearest(long place, long resized, int size) => (int)((2 * place + 1) * size / (2 * resized));
}
