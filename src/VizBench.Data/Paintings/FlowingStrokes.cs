using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.Paintings;

/// <summary>Thick brush strokes, each with lines of its bristles, along a field of directions; teal against orange.</summary>
internal sealed class FlowingStrokes() : PaintingRecipe("strokes")
{
    private const int Steps = 5;

    public override void Draw(Sketch s)
    {
        Ground(s, 0x12303c);
        var (directions, tones) = (new Field(s, 1), new Field(s, 1));
        foreach (var (x, y) in Scattered(s, 62, 30))
        {
            var color = s.Near(s.Chance(12) ? 0xf6e7c1 : tones.Choose(x, y, 0x0f4c5c, 0x17807e, 0x4fb0a0, 0xf0b63f, 0xe2711d, 0xa63a1e));
            Stroke(s, directions, x, y, s.Int(30, 46), color);
        }
    }

    private static void Stroke(Sketch s, Field directions, int x, int y, int width, Rgb color)
    {
        Span<int> line = stackalloc int[2 * Steps];
        Span<int> bristle = stackalloc int[2 * Steps];
        for (var i = 0; i < Steps; i++)
        {
            var angle = directions.At(x, y) * Angle.Turn * 3 / 512;
            (line[2 * i], line[2 * i + 1]) = (x, y);
            x += 42 * Angle.Cos(angle) / Angle.One;
            y += 42 * Angle.Sin(angle) / Angle.One;
        }

        s.Stroke(width, line).Fill(Even(color));
        foreach (var (across, paint) in new[] { (-width / 4, Even(color.Lighter(70))), (width / 4, Even(color.Darker(70))) })
        {
            // Across the direction in which the stroke runs as a whole.
            var (dx, dy) = (line[^2] - line[0], line[^1] - line[1]);
            var length = Math.Max(1, Math.Max(Math.Abs(dx), Math.Abs(dy)));
            for (var i = 0; i < Steps; i++)
                (bristle[2 * i], bristle[2 * i + 1]) = (line[2 * i] - dy * across / length, line[2 * i + 1] + dx * across / length);
            s.Stroke(width / 4, bristle).Fill(paint);
        }
    }
}
