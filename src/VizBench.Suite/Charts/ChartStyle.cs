using ScottPlot;
using SkiaSharp;

namespace VizBench.Suite;

/// <summary>Colors, markers, dashes and letters of charts.</summary>
internal static class ChartStyle
{
    internal const string FontName = "Liberation Sans";
    internal const float TickSize = 12;
    internal const float LabelSize = 13;
    internal const float TitleSize = 15;

    /// <summary>Text, axes and whiskers; the SVG's style turns it light on a dark page.</summary>
    internal static readonly Color Ink = Colors.Black;

    /// <summary>The background; the SVG's style turns it dark on a dark page.</summary>
    internal static readonly Color Paper = Colors.White;

    // Okabe and Ito's colors (https://jfly.uni-koeln.de/color/), which people with any kind of color blindness can tell apart;
    // without black, which is the ink, and yellow, which is hard to see on white.
    private static readonly string[] s_colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

    private static readonly MarkerShape[] s_markers =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown];

    // Of series, from the first on; then of references.
    private static readonly float[][] s_dashes = [[], [7, 3], [2, 2.5f], [8, 2.5f, 2, 2.5f], [6, 4], [2, 3]];
    private const int SeriesDashes = 4;

    // So little that no one sees it.
    private const float WidthOfDash = 0.001f;

    private static readonly Lazy<SKTypeface> s_typeface = new(Loaded);

    /// <summary>The lengths of the lists have no common factor but 2, so that 60 series differ in color, marker or dash.</summary>
    /// <returns>the dash by its number, for <see cref="Line"/></returns>
    internal static (Color Color, MarkerShape Marker, int Dash) OfSeries(int index) =>
        (Color.FromHex(s_colors[index % s_colors.Length]), s_markers[index % s_markers.Length], index % SeriesDashes);

    internal static int DashOfReference(int index) => SeriesDashes + index % (s_dashes.Length - SeriesDashes);

    /// <param name="dash">its number</param>
    /// <param name="forSvg">whether the dash is only noted, by a trace of width: Skia's SVG would spell out each dash as a shape</param>
    internal static LineStyle Line(Color color, float width, int dash, bool forSvg) => new()
    {
        Color = color,
        Width = forSvg ? width + WidthOfDash * dash : width,
        Pattern = forSvg || dash == 0 ? LinePattern.Solid : new LinePattern(s_dashes[dash], 0, "dash"),
    };

    /// <summary>The dashes that a line's width notes, as SVG has them; null: none.</summary>
    /// <param name="width">of a line for SVG, of a tenth of a pixel but for the note</param>
    internal static string? DashesNotedBy(double width) => (int)Math.Round((width - Math.Round(width, 1)) / WidthOfDash) is var dash and > 0 && dash < s_dashes.Length
        ? string.Join(' ', s_dashes[dash].Select(length => length.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        : null;

    /// <summary>Charts use the font that comes with VizBench: equal charts give equal files on every machine.</summary>
    internal static void UseFont(Plot plot)
    {
        _ = s_typeface.Value;
        plot.Font.Set(FontName);
        plot.Legend.FontName = FontName;
    }

    /// <returns>the width of a line of text in pixels</returns>
    internal static float WidthOf(string text, float size)
    {
        using var font = new SKFont(s_typeface.Value, size);
        return font.MeasureText(text);
    }

    /// <summary>Lines that are at most as wide as given, broken at spaces.</summary>
    /// <param name="width">in pixels; a single word may be wider</param>
    internal static string Wrapped(string text, float size, float width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' '))
        {
            if (lines.Count > 0 && WidthOf($"{lines[^1]} {word}", size) <= width)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }

        return string.Join('\n', lines);
    }

    private static SKTypeface Loaded()
    {
        using var stream = typeof(ChartStyle).Assembly.GetManifestResourceStream("LiberationSans-Regular.ttf")!;
        using var data = SKData.Create(stream);
        var typeface = SKTypeface.FromData(data);
        Fonts.FontResolvers.Insert(0, new OwnFont(typeface));
        Fonts.Default = FontName;
        return typeface;
    }

    private sealed class OwnFont(SKTypeface typeface) : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => string.Equals(fontName, FontName, StringComparison.Ordinal) ? typeface : null;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => string.Equals(fontName, FontName, StringComparison.Ordinal) ? typeface : null;
    }
}
