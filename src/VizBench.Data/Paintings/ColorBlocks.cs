using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.Paintings;

/// <summary>A board of tiles with discs, quarters of discs, triangles and bars in six flat colors.</summary>
internal sealed class ColorBlocks() : PaintingRecipe("blocks")
{
    private const int Tile = 286;
    private static readonly int[] s_colors = [0xe4572e, 0x17a2a2, 0xffc414, 0x22252d, 0xf3efe4, 0x5b3a8e];

    public override void Draw(Sketch s)
    {
        Ground(s, 0xf3efe4);
        for (var top = -1001; top < 1000; top += Tile)
        {
            for (var left = -1001; left < 1000; left += Tile)
                DrawTile(s, left, top);
        }
    }

    private static void DrawTile(Sketch s, int left, int top)
    {
        var (right, bottom, half) = (left + Tile, top + Tile, Tile / 2);
        var first = s.Int(0, s_colors.Length - 1);
        var second = (first + s.Int(1, s_colors.Length - 1)) % s_colors.Length;
        var (ground, figure) = (Even(Rgb.Hex(s_colors[first])), Even(Rgb.Hex(s_colors[second])));
        s.Rectangle(left, top, right, bottom).Fill(ground);
        switch (s.Int(0, 4))
        {
            case 0:
                s.Ellipse(left + half, top + half, half * 4 / 5, half * 4 / 5).Fill(figure);
                s.Ellipse(left + half, top + half, half * 2 / 5, half * 2 / 5).Fill(ground);
                break;
            case 1:
                Quarter(s, left, top, s.Int(0, 3));
                s.Fill(figure);
                break;
            case 2:
                s.Contour(s.Chance(50) ? [left, top, right, top, left, bottom] : [right, bottom, right, top, left, bottom]).Fill(figure);
                break;
            case 3:
                for (var bar = 0; bar < 3; bar++)
                    s.Rectangle(left + bar * Tile / 3, top, left + bar * Tile / 3 + Tile / 6, bottom).Fill(figure);
                break;
            default:
                for (var bar = 0; bar < 3; bar++)
                    s.Rectangle(left, top + bar * Tile / 3, right, top + bar * Tile / 3 + Tile / 6).Fill(figure);
                break;
        }
    }

    // A quarter of a disc about one of the tile's corners, as wide as the tile.
    private static void Quarter(Sketch s, int left, int top, int corner)
    {
        const int Corners = 12;
        var (x, y) = (left + (corner is 1 or 2 ? Tile : 0), top + (corner is 2 or 3 ? Tile : 0));
        Span<int> outline = stackalloc int[2 * (Corners + 2)];
        (outline[0], outline[1]) = (x, y);
        for (var i = 0; i <= Corners; i++)
        {
            var angle = Angle.Turn / 4 * corner + Angle.Turn / 4 * i / Corners;
            (outline[2 * i + 2], outline[2 * i + 3]) = (x + Tile * Angle.Cos(angle) / Angle.One, y + Tile * Angle.Sin(angle) / Angle.One);
        }

        s.Contour(outline);
    }
}
