using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>Which value has which color.</summary>
/// <param name="Low">the value of the first color; what is lower has the same</param>
/// <param name="High">the value of the last color; what is higher has the same</param>
/// <param name="At">the color of a share of the way from low to high, 0 … 1</param>
public sealed record ColorScale(double Low, double High, Func<double, (byte R, byte G, byte B)> At);

/// <summary>A color scale as a bar with the values of its ends below it, and of zero where that lies between them.</summary>
public static class ColorBar
{
    private const int BarHeight = 9;
    private const int TextGap = 3;
    private const int LabelGap = 8;
    private const int Digits = 3;

    /// <summary>Below a picture, as wide as it; where the values need more room, the picture stands in the middle.</summary>
    /// <param name="picture">is not changed</param>
    /// <param name="style">ink, background, and the gap between picture and bar</param>
    public static RgbImage Below(RgbImage picture, ColorScale scale, SheetStyle style)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(style);
        var (low, high) = (ShortNumber.Of(scale.Low, Digits), ShortNumber.Of(scale.High, Digits));
        var width = Math.Max(picture.Width, BitmapFont.Width(low) + LabelGap + BitmapFont.Width(high));
        var top = picture.Height + style.Gap;
        var image = Canvas.New(width, top + BarHeight + TextGap + BitmapFont.LineHeight, style.Background);
        Canvas.Paste(image, picture, (width - picture.Width) / 2, 0);
        Canvas.Fill(image, 0, top, width, BarHeight, style.FaintInk);
        for (var x = 1; x < width - 1; x++)
            Canvas.Fill(image, x, top + 1, 1, BarHeight - 2, scale.At((x - 1.0) / Math.Max(1, width - 3)));
        DrawLabels(image, low, high, scale, top + BarHeight + TextGap, style);
        return image;
    }

    private static void DrawLabels(RgbImage image, string low, string high, ColorScale scale, int top, SheetStyle style)
    {
        BitmapFont.Draw(image, low, 0, top, style.Ink);
        BitmapFont.Draw(image, high, image.Width - BitmapFont.Width(high), top, style.Ink);
        if (scale.Low >= 0 || scale.High <= 0)
            return;
        var left = (int)Math.Round(-scale.Low / (scale.High - scale.Low) * (image.Width - 1)) - BitmapFont.Width("0") / 2;
        if (left >= BitmapFont.Width(low) + LabelGap && left + BitmapFont.Width("0") + LabelGap <= image.Width - BitmapFont.Width(high))
            BitmapFont.Draw(image, "0", left, top, style.Ink);
    }
}
