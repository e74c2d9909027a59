using System.Globalization;
using VizBench.Data.Images;
using VizBench.Data.Rendering;

namespace VizBench.Suite;

/// <summary>The greatest values of a vector as bars with their names, greatest first: what the logits say at a glance.</summary>
internal static class BarPicture
{
    private const int Bars = 6;
    private const int Width = 128;
    private const int BarHeight = 5;
    private const int Margin = 4;
    private static readonly (byte, byte, byte) s_paper = (255, 255, 255);
    private static readonly (byte, byte, byte) s_ink = (24, 24, 27);
    private static readonly (byte, byte, byte) s_bar = (71, 139, 222);
    private static readonly (byte, byte, byte) s_true = (224, 87, 60);
    private static readonly (byte, byte, byte) s_track = (236, 236, 240);

    internal static RgbImage Of(ResultView view)
    {
        var values = view.Values;
        var order = Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).ThenBy(i => i).Take(Bars).ToArray();
        var step = BitmapFont.LineHeight + BarHeight + 4;
        var image = Canvas.New(Width, Margin * 2 + order.Length * step, s_paper);
        var (low, high) = (values.Min(), values.Max());
        for (var row = 0; row < order.Length; row++)
        {
            var (index, top) = (order[row], Margin + row * step);
            var value = values[index].ToString("0.00", CultureInfo.InvariantCulture);
            BitmapFont.Draw(image, NameOf(view, index), Margin, top, s_ink, 1);
            BitmapFont.Draw(image, value, Width - Margin - BitmapFont.Width(value), top, s_ink, 1);
            var share = high > low ? (values[index] - low) / (high - low) : 0;
            Canvas.Fill(image, Margin, top + BitmapFont.LineHeight + 1, Width - 2 * Margin, BarHeight, s_track);
            Canvas.Fill(image, Margin, top + BitmapFont.LineHeight + 1, Math.Max(1, (int)((Width - 2 * Margin) * share)), BarHeight, index == view.TrueClass ? s_true : s_bar);
        }

        return image;
    }

    private static string NameOf(ResultView view, int index) => view.Architecture.Classes.Count == view.Values.Length ? view.Architecture.Classes[index] : $"{index}";
}
