using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.Paintings;

/// <summary>Black lines across the paper, thick where it is dark, and some printed red.</summary>
internal sealed class Woodcut() : PaintingRecipe("woodcut")
{
    private const int Spacing = 44;
    private const int Step = 50;
    private const int Points = 2 * Far / Step + 1;

    public override void Draw(Sketch s)
    {
        Ground(s, 0xeee2c6);
        var (darkness, bend) = (new Field(s, 1), new Field(s, 1));
        var (black, brick) = (Even(Rgb.Hex(0x191614)), Even(Rgb.Hex(0xb8321f)));
        Span<int> outline = stackalloc int[4 * Points];
        for (var row = -Far - 300; row <= Far + 300; row += Spacing)
        {
            for (var i = 0; i < Points; i++)
            {
                var x = -Far + i * Step;
                var y = row + (bend.At(x, row) - 128) * 5 / 2;
                var half = 3 + darkness.At(x, y) * Spacing / 512 + s.Int(-2, 2);
                (outline[2 * i], outline[2 * i + 1]) = (x, y - half);
                (outline[4 * Points - 2 * i - 2], outline[4 * Points - 2 * i - 1]) = (x, y + half);
            }

            s.Contour(outline).Fill(s.Chance(15) ? brick : black);
        }

        // Cuts of the knife across the lines.
        foreach (var (x, y) in Scattered(s, 170, 80))
        {
            var angle = Angle.Turn / 4 + s.Int(-300, 300);
            var (dx, dy) = (70 * Angle.Cos(angle) / Angle.One, 70 * Angle.Sin(angle) / Angle.One);
            s.Line(x - dx, y - dy, x + dx, y + dy, s.Int(8, 16)).Fill(Even(Rgb.Hex(0xeee2c6)));
        }
    }
}
