namespace VizBench.Methods.Optimising;

/// <summary>A soft disc: w = exp(−(r/radius)⁴), r the distance from the middle in half sides. 1 in the middle, near 0 in the corners.</summary>
internal static class CentreWindow
{
    /// <summary>(1, 1, H, W).</summary>
    internal static Tensor Of(long height, long width, double radius, ScalarType type, Device device)
    {
        var values = new double[height * width];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (dy, dx) = ((2 * y + 1.0) / height - 1, (2 * x + 1.0) / width - 1);
                values[y * width + x] = Math.Exp(-Math.Pow((dy * dy + dx * dx) / (radius * radius), 2));
            }
        }

        return tensor(values, [1, 1, height, width], type, device);
    }
}
