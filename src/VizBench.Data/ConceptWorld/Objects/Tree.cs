using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A crown on a trunk.</summary>
internal sealed class Tree() : ObjectRecipe("tree", "round", "conifer", "poplar")
{
    public override void Draw(Sketch s, int subType)
    {
        Trunk(s, subType);
        s.Piece(Part.Crown);
        if (subType == 1)
            Conifer(s);
        else
            Clumps(s, subType == 0 ? 680 : 470, subType == 0 ? 580 : 780, subType == 0 ? -330 : -240);
    }

    private static void Trunk(Sketch s, int subType)
    {
        s.Piece(Part.Trunk);
        var half = subType == 1 ? 90 : 120;
        s.Contour(-half - 70, 980, -half, 800, -half + 30, 100, half - 30, 100, half, 800, half + 70, 980)
            .Fill(new Paint(Material.Wood, s.Pick(0x6a4426, 0x7a5434, 0x5a4a3c, 0x8c6a4a)) { Volume = Volume.Tube, Fineness = 300 });
        if (subType != 0)
            return;
        var branch = new Paint(Material.Wood, s.Near(0x6a4a2c));
        s.Contour(-30, 480, -380, 60, -310, 20, 40, 360).Contour(30, 420, 330, 40, 270, 0, -30, 320).Fill(branch);
    }

    private static Rgb Leaves(Sketch s) => s.Chance(72)
        ? s.Pick(0x3c8a34, 0x2c7040, 0x5a9c3a, 0x84a83c, 0x2a6a54)
        : s.Pick(0xd86a22, 0xc83a28, 0xe8b030, 0xe890a8);

    private static void Clumps(Sketch s, int radiusX, int radiusY, int middle)
    {
        var color = Leaves(s);
        var dark = new Paint(Material.Foliage, color.Darker(70)) { Volume = Volume.Soft };
        for (var i = 0; i < 7; i++)
        {
            var angle = Angle.Turn * i / 7 + s.Int(-120, 120);
            Clump(angle, 100, dark, 52);
        }

        s.Ellipse(0, middle, radiusX * 3 / 4, radiusY * 3 / 4).Fill(dark with { Base = color.Darker(24) });
        for (var i = 0; i < 4; i++)
            Clump(Angle.Turn * i / 4 + s.Int(0, 800), 62, new Paint(Material.Foliage, color.Lighter(14)) { Volume = Volume.Ball }, 44);
        Clump(s.Int(2300, 2800), 36, new Paint(Material.Foliage, color.Lighter(34)) { Volume = Volume.Ball }, 40);

        void Clump(int angle, int distance, Paint paint, int size)
        {
            var (x, y) = (radiusX * 62 / 100 * Angle.Cos(angle) / Angle.One * distance / 100,
                radiusY * 62 / 100 * Angle.Sin(angle) / Angle.One * distance / 100);
            var radius = Math.Min(radiusX, radiusY + 100) * (size + s.Int(-5, 5)) / 100;
            s.Ellipse(x, middle + y, radius, radius).Fill(paint);
        }
    }

    private static void Conifer(Sketch s)
    {
        var color = s.Chance(80) ? s.Pick(0x1f6a3c, 0x2c7a4a, 0x2a5a50, 0x4a8a3c) : s.Pick(0x6ab0b8, 0xc8742a);
        for (var tier = 0; tier < 4; tier++)
        {
            var (top, bottom) = (150 - 330 * tier - 330, 560 - 330 * tier);
            var half = 720 - 130 * tier;
            s.Contour(
                    0, Math.Max(-980, top), half / 2, bottom - 200, half, bottom, half * 2 / 3, bottom - 40, half / 3, bottom + 40,
                    0, bottom - 30, -half / 3, bottom + 40, -half * 2 / 3, bottom - 40, -half, bottom, -half / 2, bottom - 200)
                .Fill(new Paint(Material.Foliage, color.Lighter(14 * tier)) { Volume = new Volume(0, 44, 0, 0) });
        }
    }
}
