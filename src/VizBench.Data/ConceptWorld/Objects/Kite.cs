using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>Cloth panels on two spars, with a tail of bows.</summary>
internal sealed class Kite() : ObjectRecipe("kite", "quartered", "patterned", "delta")
{
    public override void Draw(Sketch s, int subType)
    {
        ReadOnlySpan<int> colors = [0xe03a30, 0xf0c028, 0x2c6ac0, 0x38a060, 0xe87a28, 0x9a4ab0, 0xf4f0e4, 0xe86aa0, 0x30a8b8];
        var (one, two) = (s.Pick(colors), s.Pick(colors));
        while (one.Distance(two) < 120)
            two = s.Pick(colors);
        Tail(s, one, two);
        if (subType == 2)
            Delta(s, one, two);
        else
            Diamond(s, subType == 1, one, two);
    }

    private static void Tail(Sketch s, Rgb one, Rgb two)
    {
        s.Piece(Part.KiteTail);
        s.Stroke(34, 0, 300, 110, 520, -90, 700, 60, 860, -120, 990).Fill(new Paint(Material.Fabric, s.Near(0x5a4a3c)));
        ReadOnlySpan<int> bows = [100, 545, -70, 740, 50, 900];
        for (var i = 0; i < bows.Length; i += 2)
        {
            var (x, y) = (bows[i], bows[i + 1]);
            s.Contour(x, y, x - 150, y - 80, x - 150, y + 80).Contour(x, y, x + 150, y - 80, x + 150, y + 80)
                .Fill(new Paint(Material.Fabric, i % 4 == 0 ? two : one));
        }
    }

    private static void Diamond(Sketch s, bool patterned, Rgb one, Rgb two)
    {
        var first = new Paint(Material.Fabric, one) { Volume = Volume.Flat };
        s.Piece(Part.KitePanel);
        if (patterned)
        {
            var texture = (Texture)s.Int((int)Texture.HorizontalStripes, (int)Texture.Grid);
            s.Contour(0, -980, 760, -330, 0, 450, -760, -330).Fill(first with { Texture = texture, Second = two, Period = s.Int(26, 36) });
        }
        else
        {
            var second = first with { Base = two };
            s.Contour(0, -980, 0, -330, -760, -330).Fill(first);
            s.Contour(0, -980, 760, -330, 0, -330).Fill(second);
            s.Contour(0, 450, -760, -330, 0, -330).Fill(second);
            s.Contour(0, 450, 0, -330, 760, -330).Fill(first);
        }

        s.Contour(0, -980, 760, -330, 0, 450).Fill(Paint.Shade(34));
        s.Piece(Part.Spar);
        s.Line(0, -990, 0, 460, 44).Line(-770, -330, 770, -330, 44).Fill(new Paint(Material.Wood, s.Near(0x5a3c20)));
    }

    private static void Delta(Sketch s, Rgb one, Rgb two)
    {
        var cloth = new Paint(Material.Fabric, one) { Volume = Volume.Flat };
        s.Piece(Part.KitePanel);
        s.Contour(0, -950, -980, 180, -330, 80, 0, 330).Fill(cloth);
        s.Contour(0, -950, 980, 180, 330, 80, 0, 330).Fill(cloth with { Base = one.Darker(34) });
        s.Contour(0, -560, -330, 80, 0, 330, 330, 80).Fill(cloth with { Base = two });
        s.Piece(Part.Spar);
        s.Line(0, -960, 0, 350, 44).Line(-470, -380, 470, -380, 40).Fill(new Paint(Material.Wood, s.Near(0x5a3c20)));
    }
}
