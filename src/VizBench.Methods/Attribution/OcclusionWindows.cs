namespace VizBench.Methods.Attribution;

/// <summary>A box of an input: channels, rows and columns, first and length of each.</summary>
internal readonly record struct OcclusionWindow(long C, long Channels, long Y, long Height, long X, long Width);

/// <summary>The positions of a moving window and what they say together.</summary>
internal static class OcclusionWindows
{
    /// <summary>Positions in row-major order: ⌈(size − window) / stride⌉ + 1 along each axis, cut at the far border.</summary>
    /// <exception cref="UserError">a window or stride of wrong length or size</exception>
    internal static IReadOnlyList<OcclusionWindow> Over(long channels, long height, long width, long[] window, long[] stride)
    {
        long[] size = [channels, height, width];
        if (window.Length == 0)
            window = [channels, (height + 7) / 8, (width + 7) / 8];
        Check("window", window, size);
        if (stride.Length == 0)
            stride = [window[0], (window[1] + 1) / 2, (window[2] + 1) / 2];
        Check("stride", stride, null);
        return
        [
            .. from c in Positions(size[0], window[0], stride[0])
               from y in Positions(size[1], window[1], stride[1])
               from x in Positions(size[2], window[2], stride[2])
               select new OcclusionWindow(
                   c, Math.Min(window[0], size[0] - c), y, Math.Min(window[1], size[1] - y), x, Math.Min(window[2], size[2] - x)),
        ];
    }

    /// <summary>For each value of a (C, H, W) input the mean over the windows that cover it; 0 where a stride skips it.</summary>
    internal static double[] MeanOverCovering(IReadOnlyList<OcclusionWindow> windows, double[] falls, long channels, long height, long width)
    {
        var sum = new double[channels * height * width];
        var count = new int[sum.Length];
        for (var i = 0; i < windows.Count; i++)
        {
            var w = windows[i];
            for (var c = w.C; c < w.C + w.Channels; c++)
            {
                for (var y = w.Y; y < w.Y + w.Height; y++)
                {
                    var row = (c * height + y) * width;
                    for (var x = w.X; x < w.X + w.Width; x++)
                    {
                        sum[row + x] += falls[i];
                        count[row + x]++;
                    }
                }
            }
        }

        for (var i = 0; i < sum.Length; i++)
            sum[i] /= Math.Max(count[i], 1);
        return sum;
    }

    private static IEnumerable<long> Positions(long size, long window, long stride)
    {
        var count = (size - window + stride - 1) / stride + 1;
        for (var i = 0L; i < count; i++)
        {
            if (i * stride < size)
                yield return i * stride;
        }
    }

    private static void Check(string option, long[] values, long[]? limits)
    {
        if (values.Length != 3 || values.Any(value => value < 1))
            throw new UserError($"occlusion: {option} takes three positive numbers, channels,height,width, and got {string.Join(',', values)}");
        if (limits is not null && values.Where((value, axis) => value > limits[axis]).Any())
            throw new UserError($"occlusion: the window {string.Join(',', values)} is larger than the input {string.Join(',', limits)}; choose a smaller one with --set window=C,H,W");
    }
}
