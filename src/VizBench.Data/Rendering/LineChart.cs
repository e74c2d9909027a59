using System.Globalization;
using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>Curves over one axis, a few of them, with the ends of both axes named.</summary>
public sealed record LineChart
{
    private const int Left = 38;
    private const int Below = 14;
    private const int Edge = 4;

    /// <summary>At least two places, ascending; each curve has a value for each.</summary>
    public required IReadOnlyList<double> X { get; init; }

    public required IReadOnlyList<IReadOnlyList<double>> Curves { get; init; }

    /// <summary>The upper end of the vertical axis, whose lower end is 0; null: the greatest value.</summary>
    public double? High { get; init; }

    public int Width { get; init; } = 220;

    public int Height { get; init; } = 140;

    public SheetStyle Style { get; init; } = SheetStyle.Light;

    /// <summary>The colour of a curve, for a legend.</summary>
    public static (byte R, byte G, byte B) ColourOf(int curve) => LabelColours.Of(2 * curve + 1);

    public RgbImage Render()
    {
        var image = Canvas.New(Width, Height, Style.Background);
        var high = High ?? Curves.SelectMany(curve => curve).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        high = high > 0 ? high : 1;
        var (right, bottom) = (Width - Edge, Height - Below);
        Canvas.Fill(image, Left - 1, Edge, 1, bottom - Edge + 1, Style.FaintInk);
        Canvas.Fill(image, Left - 1, bottom, right - Left + 1, 1, Style.FaintInk);
        Canvas.Fill(image, PlaceX((X[0] + X[^1]) / 2), Edge, 1, bottom - Edge, Style.Frame ?? Style.FaintInk);
        Text(image, Number(high), Left - 3, Edge, 1);
        Text(image, "0", Left - 3, bottom - BitmapFont.LineHeight + 2, 1);
        Text(image, Number(X[0]), Left, bottom + 3, 0);
        Text(image, Number(X[^1]), right, bottom + 3, 1);
        for (var c = 0; c < Curves.Count; c++)
        {
            for (var i = 1; i < X.Count; i++)
                Line(image, (PlaceX(X[i - 1]), PlaceY(Curves[c][i - 1])), (PlaceX(X[i]), PlaceY(Curves[c][i])), ColourOf(c));
        }

        return image;

        int PlaceX(double x) => Left + (int)Math.Round((x - X[0]) / (X[^1] - X[0]) * (right - Left - 2));
        int PlaceY(double y) => bottom - 2 - (int)Math.Round(Math.Clamp(double.IsFinite(y) ? y / high : 0, 0, 1) * (bottom - Edge - 2));
    }

    /// <param name="share">of its width that lies left of the place</param>
    private void Text(RgbImage image, string text, int left, int top, int share) =>
        BitmapFont.Draw(image, text, left - share * BitmapFont.Width(text), top, Style.FaintInk);

    private static void Line(RgbImage image, (int X, int Y) from, (int X, int Y) to, (byte R, byte G, byte B) colour)
    {
        var steps = Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
        for (var i = 0; i <= steps; i++)
            Canvas.Fill(image, from.X + (to.X - from.X) * i / steps, from.Y + (to.Y - from.Y) * i / steps, 2, 2, colour);
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 10 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
