using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.Paintings;

/// <summary>Thin paint that runs: pools of rose, blue and violet over one another, and spirals of a wet brush.</summary>
internal sealed class SwirlingWash() : PaintingRecipe("wash")
{
    private const int Corners = 10;
    private const int SpiralPoints = 18;

    public override void Draw(Sketch s)
    {
        Ground(s, 0xf7f1ea);
        for (var i = 0; i < 90; i++)
            Pool(s, s.Int(-Far, Far), s.Int(-Far, Far), s.Int(120, 420));
        foreach (var (x, y) in Scattered(s, 330, 110))
            Spiral(s, x, y, s.Int(110, 210), s.Chance(50) ? 1 : -1);
    }

    // The paint gathers at a pool's edge: two outlines, the inner a little lighter.
    private static void Pool(Sketch s, int x, int y, int radius)
    {
        var color = s.Near(s_colors[s.Int(0, s_colors.Length - 1)]);
        Span<int> outline = stackalloc int[2 * Corners];
        Span<int> inner = stackalloc int[2 * Corners];
        for (var i = 0; i < Corners; i++)
        {
            var (angle, reach) = (Angle.Turn * i / Corners, radius * s.Int(70, 130) / 100);
            var (dx, dy) = (reach * Angle.Cos(angle) / Angle.One, reach * Angle.Sin(angle) / Angle.One);
            (outline[2 * i], outline[2 * i + 1]) = (x + dx, y + dy);
            (inner[2 * i], inner[2 * i + 1]) = (x + dx * 9 / 10, y + dy * 9 / 10);
        }

        s.Smooth(outline).Fill(Even(color) with { Alpha = 105 });
        s.Smooth(inner).Fill(Even(color.Lighter(150)) with { Alpha = 60 });
    }

    private static void Spiral(Sketch s, int x, int y, int radius, int turn)
    {
        var (color, start) = (s.Near(s_inks[s.Int(0, s_inks.Length - 1)]), s.Int(0, Angle.Turn - 1));
        Span<int> line = stackalloc int[2 * SpiralPoints];
        for (var i = 0; i < SpiralPoints; i++)
        {
            var (angle, reach) = (start + turn * i * Angle.Turn / 9, radius * (i + 2) / SpiralPoints);
            (line[2 * i], line[2 * i + 1]) = (x + reach * Angle.Cos(angle) / Angle.One, y + reach * Angle.Sin(angle) / Angle.One);
        }

        s.Stroke(s.Int(22, 34), line).Fill(Even(color) with { Alpha = 190 });
    }

    private static readonly int[] s_colors = [0x2b5fc4, 0x5d9be0, 0xd6487e, 0xf2a0b8, 0x7a4fb5, 0x46b3c2];
    private static readonly int[] s_inks = [0x1c2f7a, 0x8e1f5c, 0x4a2a86, 0x0f6e86];
}
