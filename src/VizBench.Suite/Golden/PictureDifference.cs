using VizBench.Data.Images;

namespace VizBench.Suite;

/// <summary>How far two pictures of one size are apart, in levels of 0..255.</summary>
internal sealed class PictureDifference
{
    private readonly RgbImage _expected;
    private readonly RgbImage _actual;

    internal PictureDifference(RgbImage expected, RgbImage actual)
    {
        (_expected, _actual) = (expected, actual);
        for (var i = 0; i < expected.Pixels.Length; i++)
        {
            var level = Math.Abs(expected.Pixels[i] - actual.Pixels[i]);
            if (level > WorstLevel)
                (WorstLevel, WorstPixel) = (level, (i / 3 % expected.Width, i / 3 / expected.Width));
        }

        foreach (var y in Metrics.WorstWindow.Starts(expected.Height))
        {
            foreach (var x in Metrics.WorstWindow.Starts(expected.Width))
            {
                var mean = MeanIn(x, y);
                if (mean > WorstWindow)
                    (WorstWindow, WorstCorner) = (mean, (x, y));
            }
        }
    }

    /// <summary>The greatest difference of one channel of one pixel.</summary>
    internal int WorstLevel { get; }

    internal (int X, int Y) WorstPixel { get; }

    /// <summary>The greatest mean difference over an 8×8 window.</summary>
    internal double WorstWindow { get; }

    internal (int X, int Y) WorstCorner { get; }

    /// <summary>The difference as a picture: grey where equal, brighter or darker by four times what differs.</summary>
    internal RgbImage ToPicture()
    {
        var image = new RgbImage(_expected.Width, _expected.Height);
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)Math.Clamp(128 + 4 * (_actual.Pixels[i] - _expected.Pixels[i]), 0, 255);
        return image;
    }

    private double MeanIn(int left, int top)
    {
        var (right, bottom) = (Math.Min(left + Metrics.WorstWindow.Size, _expected.Width), Math.Min(top + Metrics.WorstWindow.Size, _expected.Height));
        var sum = 0L;
        for (var y = top; y < bottom; y++)
        {
            for (var i = 3 * (y * _expected.Width + left); i < 3 * (y * _expected.Width + right); i++)
                sum += Math.Abs(_expected.Pixels[i] - _actual.Pixels[i]);
        }

        return sum / (3.0 * (right - left) * (bottom - top));
    }
}
