using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>
/// A small pixel font of our own, so that labels are the same bytes on every machine: 9 rows high (7 above the base line),
/// up to 5 columns wide, proportional, digits of one width. What it lacks is drawn as a hollow box.
/// </summary>
public static class BitmapFont
{
    /// <summary>Rows from the top of a capital to the bottom of a descender, in pixels.</summary>
    public const int LineHeight = FontGlyphs.Rows;

    private const int Spacing = 1;
    private const int SpaceWidth = 3;
    private const char Missing = '\uFFFD';
    private static readonly Dictionary<char, Glyph> s_glyphs = Parse();

    /// <summary>The characters that have a glyph.</summary>
    public static string Characters => FontGlyphs.Characters;

    /// <summary>The width of a line of text in pixels, before scaling.</summary>
    public static int Width(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? 0 : text.Sum(c => Of(c).Width + Spacing) - Spacing;
    }

    /// <summary>Draws one line; what falls outside of the picture is left out.</summary>
    /// <param name="image">is drawn on</param>
    /// <param name="text">the line</param>
    /// <param name="left">x of the first column</param>
    /// <param name="top">y of the top of capitals</param>
    /// <param name="colour">of the ink</param>
    /// <param name="scale">pixels per font pixel</param>
    public static void Draw(RgbImage image, string text, int left, int top, (byte R, byte G, byte B) colour, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        foreach (var c in text)
        {
            var glyph = Of(c);
            foreach (var (x, y) in glyph.Ink)
                Canvas.Fill(image, left + x * scale, top + y * scale, scale, scale, colour);
            left += (glyph.Width + Spacing) * scale;
        }
    }

    private static Glyph Of(char c) => s_glyphs.TryGetValue(c, out var glyph) ? glyph : s_glyphs[Missing];

    private static Dictionary<char, Glyph> Parse()
    {
        var lines = FontGlyphs.Drawing.Split('\n').Where(line => line.Length > 0).ToArray();
        var glyphs = new Dictionary<char, Glyph>();
        for (var i = 0; i < FontGlyphs.Characters.Length; i++)
        {
            var ink = new List<(int X, int Y)>();
            var column = i % FontGlyphs.PerBand * (FontGlyphs.Columns + 1);
            for (var y = 0; y < FontGlyphs.Rows; y++)
            {
                var line = lines[i / FontGlyphs.PerBand * FontGlyphs.Rows + y];
                ink.AddRange(Enumerable.Range(0, FontGlyphs.Columns).Where(x => line[column + x] == '#').Select(x => (x, y)));
            }

            glyphs.Add(FontGlyphs.Characters[i], Glyph.Trimmed(FontGlyphs.Characters[i], ink));
        }

        var box = Enumerable.Range(0, 7).SelectMany(y => Enumerable.Range(0, 5).Where(x => x is 0 or 4 || y is 0 or 6).Select(x => (x, y)));
        glyphs.Add(Missing, new Glyph(FontGlyphs.Columns, [.. box]));
        return glyphs;
    }

    private sealed record Glyph(int Width, (int X, int Y)[] Ink)
    {
        // Digits keep their full width, so that numbers stand in columns.
        public static Glyph Trimmed(char c, List<(int X, int Y)> ink)
        {
            if (ink.Count == 0)
                return new Glyph(SpaceWidth, []);
            if (char.IsAsciiDigit(c))
                return new Glyph(FontGlyphs.Columns, [.. ink]);
            var first = ink.Min(p => p.X);
            return new Glyph(ink.Max(p => p.X) - first + 1, [.. ink.Select(p => (p.X - first, p.Y))]);
        }
    }
}
