using VizBench.Data.ConceptWorld.Composing;

namespace VizBench.Data.Paintings;

/// <summary>Panes of glass in the colors of jewels, brighter towards one side, between black lines of lead.</summary>
internal sealed class LeadedGlass() : PaintingRecipe("glass")
{
    private const int Cells = 9;
    private const int Lead = 30; // 1/256 of the way to a pane's middle

    public override void Draw(Sketch s)
    {
        Ground(s, 0x14110f);
        var colors = new Field(s, 2);
        var corners = new (int X, int Y)[Cells + 1, Cells + 1];
        for (var row = 0; row <= Cells; row++)
        {
            for (var column = 0; column <= Cells; column++)
                corners[row, column] = (column * 2400 / Cells - 1200 + s.Int(-95, 95), row * 2400 / Cells - 1200 + s.Int(-95, 95));
        }

        for (var row = 0; row < Cells; row++)
        {
            for (var column = 0; column < Cells; column++)
            {
                var (a, b, c, d) = (corners[row, column], corners[row, column + 1], corners[row + 1, column + 1], corners[row + 1, column]);
                switch (s.Int(0, 2))
                {
                    case 0:
                        Pane(s, colors, a, b, c, d);
                        break;
                    case 1:
                        Pane(s, colors, a, b, c);
                        Pane(s, colors, a, c, d);
                        break;
                    default:
                        Pane(s, colors, a, b, d);
                        Pane(s, colors, b, c, d);
                        break;
                }
            }
        }
    }

    private static void Pane(Sketch s, Field colors, params ReadOnlySpan<(int X, int Y)> corners)
    {
        var (x, y) = (0, 0);
        foreach (var corner in corners)
            (x, y) = (x + corner.X, y + corner.Y);
        (x, y) = (x / corners.Length, y / corners.Length);
        Span<int> outline = stackalloc int[2 * corners.Length];
        for (var i = 0; i < corners.Length; i++)
        {
            outline[2 * i] = corners[i].X + (x - corners[i].X) * Lead / 256;
            outline[2 * i + 1] = corners[i].Y + (y - corners[i].Y) * Lead / 256;
        }

        var color = s.Near(s.Chance(20) ? 0xf3e9c6 : colors.Choose(x, y, 0x0b3c9c, 0x1273c4, 0x0f8a5f, 0xb3122e, 0xe2452f, 0xf2b01e, 0x6a1b8f));
        s.Contour(outline).Fill(Even(color.Lighter(60)) with { Second = color.Darker(50), Fade = true });
    }
}
