using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A fish that swims to the left.</summary>
internal sealed class Fish() : ObjectRecipe("fish", "plain", "patterned", "slender")
{
    public override void Draw(Sketch s, int subType)
    {
        var color = s.Pick(0xe87a28, 0xe8b830, 0x3c8ac8, 0x8a9aa8, 0xc83a40, 0x50a890, 0x9a60b0, 0xd87890);
        var fins = new Paint(Material.None, s.Chance(50) ? color.Darker(60) : s.Pick(0xd85a28, 0xf0d060, 0x2c5a90, 0xb04a80))
        {
            Volume = Volume.Soft,
        };
        var height = subType == 2 ? 380 : 580;

        s.Piece(Part.FishTail);
        s.Smooth(520, 0, 760, -330, 980, -500, 890, 0, 980, 500, 760, 330).Fill(fins);
        s.Piece(Part.Fin);
        s.Smooth(-320, -height + 120, -120, -height - 260, 220, -height - 220, 480, -height + 160, 100, -height + 260).Fill(fins);
        s.Piece(Part.Fin);
        s.Smooth(-60, height - 160, 120, height + 220, 340, height + 200, 380, height - 240).Fill(fins);

        s.Piece(Part.FishBody);
        s.Smooth(-960, 20, -780, -height * 58 / 100, -330, -height, 160, -height * 82 / 100, 560, -170, 690, 0, 560, 170, 160,
            height * 82 / 100, -330, height, -780, height * 62 / 100)
            .Fill(Skin(s, subType, color));
        s.Smooth(-560, height * 50 / 100, -200, height * 62 / 100, 300, height * 42 / 100, 200, height * 74 / 100, -300,
            height * 88 / 100).Fill(Paint.Gleam(70));

        s.Piece(Part.Fin);
        s.Smooth(-120, 120, 160, 60, 330, 200, 200, 330, 0, 280).Fill(fins with { Base = fins.Base.Lighter(20) });
        s.Piece(Part.FishBody);
        s.Stroke(46, -430, -height * 55 / 100, -340, -60, -400, height * 52 / 100).Fill(Paint.Shade(90));
        s.Stroke(50, -930, 110, -800, 150, -700, 110).Fill(Paint.Shade(140));
        Eye(s, -640, -height * 30 / 100);
    }

    private static Paint Skin(Sketch s, int subType, Rgb color)
    {
        var volume = new Volume(16, 30, 10, 44);
        if (subType != 1)
            return new Paint(Material.Scales, color) { Volume = volume, Fineness = 300 };
        var texture = s.Int(0, 3) switch
        {
            0 => Texture.VerticalStripes,
            1 => Texture.Dots,
            2 => Texture.HorizontalStripes,
            _ => Texture.Checks,
        };
        return new Paint(Material.None, color)
        {
            Volume = volume,
            Texture = texture,
            Second = s.Pick(0xffffff, 0x24304a, 0xf0e060, 0x6a2a24),
            Period = s.Int(30, 38),
        };
    }

    private static void Eye(Sketch s, int x, int y)
    {
        s.Piece(Part.Eye);
        s.Ellipse(x, y, 135, 135).Fill(new Paint(Material.None, s.Near(0xfaf8ee)));
        s.Ellipse(x - 20, y, 78, 78).Fill(new Paint(Material.None, s.Near(0x16161c)));
        s.Ellipse(x - 50, y - 34, 26, 26).Fill(Paint.Gleam(230));
    }
}
