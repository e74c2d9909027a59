using VizBench.Data.Images;

namespace VizBench.Data.Rendering;

/// <summary>One name of a <see cref="Legend"/>.</summary>
/// <param name="Colour">of the square before the name; null: no square</param>
/// <param name="Name">a few words</param>
public sealed record LegendEntry((byte R, byte G, byte B)? Colour, string Name);

/// <summary>Names with squares in their colours, side by side in as many lines as they need.</summary>
public static class Legend
{
    private const int Square = 7;
    private const int Gap = 3;
    private const int Line = BitmapFont.LineHeight + 2;

    /// <param name="entries">in order; a name too long for a line is cut</param>
    /// <param name="width">of the picture, pixels</param>
    /// <param name="style">ink and background</param>
    /// <returns>at least one line high</returns>
    public static RgbImage Render(IReadOnlyList<LegendEntry> entries, int width, SheetStyle style)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(style);
        var placed = Placed(entries, width);
        var image = Canvas.New(width, placed.Count == 0 ? Line : placed[^1].Top + Line, style.Background);
        foreach (var (entry, name, left, top) in placed)
        {
            if (entry.Colour is { } colour)
            {
                Canvas.Fill(image, left, top, Square, Square, style.FaintInk);
                Canvas.Fill(image, left + 1, top + 1, Square - 2, Square - 2, colour);
            }

            BitmapFont.Draw(image, name, left + Indent(entry), top, style.Ink);
        }

        return image;
    }

    /// <summary>How wide the longest name is with its square, pixels.</summary>
    public static int WidthOf(IReadOnlyList<LegendEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return entries.Select(entry => Indent(entry) + BitmapFont.Width(entry.Name)).DefaultIfEmpty(0).Max();
    }

    private static List<(LegendEntry Entry, string Name, int Left, int Top)> Placed(IReadOnlyList<LegendEntry> entries, int width)
    {
        var placed = new List<(LegendEntry, string, int, int)>();
        var (left, top) = (0, 0);
        foreach (var entry in entries)
        {
            var name = string.Concat(TextFit.Lines(entry.Name, width - Indent(entry), 1));
            var needed = Indent(entry) + BitmapFont.Width(name);
            if (left > 0 && left + needed > width)
                (left, top) = (0, top + Line);
            placed.Add((entry, name, left, top));
            left += needed + 2 * Gap;
        }

        return placed;
    }

    private static int Indent(LegendEntry entry) => entry.Colour is null ? 0 : Square + Gap;
}
