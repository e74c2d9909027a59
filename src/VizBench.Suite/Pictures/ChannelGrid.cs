using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>The first channels of an activation side by side, in reading order, all on one scale so that they can be compared.</summary>
internal static class ChannelGrid
{
    private const int Gap = 1;
    private static readonly (byte, byte, byte) s_gapColour = (128, 128, 128);

    /// <param name="values">(C, h, w)</param>
    internal static RgbImage Of(double[] values, long[] shape, int channels)
    {
        var (count, height, width) = ((int)Math.Min(shape[0], channels), (int)shape[1], (int)shape[2]);
        var columns = (int)Math.Ceiling(Math.Sqrt(count));
        var rows = (count + columns - 1) / columns;
        var area = height * width;
        var shown = values.AsSpan(0, count * area).ToArray();
        var signed = shown.Any(value => value < 0);
        var scale = SignedMap.ScaleOf(shown);
        var grid = Canvas.New(columns * (width + Gap) - Gap, rows * (height + Gap) - Gap, s_gapColour);
        for (var c = 0; c < count; c++)
        {
            var map = shown.AsSpan(c * area, area).ToArray();
            var picture = signed
                ? SignedMap.Render(map, height, width, new SignedMapOptions { Scale = scale }).Picture
                : UnsignedMap.Render(map, height, width, new UnsignedMapOptions { High = scale }).Picture;
            Canvas.Paste(grid, picture, c % columns * (width + Gap), c / columns * (height + Gap));
        }

        return grid;
    }
}
