using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A human face from the front.</summary>
internal sealed class Face() : ObjectRecipe("face", "short hair", "long hair", "bearded", "curly")
{
    public override void Draw(Sketch s, int subType)
    {
        var skin = s.Pick(0xf2c8a4, 0xe0a880, 0xc68a5c, 0x9a6440, 0x6e4630);
        var hair = new Paint(Material.Hair, s.Pick(0x2a2018, 0x5a3820, 0x8c5a2c, 0xd8b050, 0xa84a24, 0x9a9a98)) { Volume = Volume.Soft };
        if (subType == 1)
        {
            s.Piece(Part.Hair);
            s.Smooth(-690, -300, -480, -820, 0, -970, 480, -820, 690, -300, 760, 300, 720, 860, 300, 900, -300, 900, -720, 860,
                -760, 300).Fill(hair);
        }

        s.Piece(Part.Head);
        var flesh = new Paint(Material.Skin, skin) { Volume = new Volume(14, 34, 36, 22) };
        s.Ellipse(-640, 60, 110, 170).Ellipse(640, 60, 110, 170).Fill(flesh with { Base = skin.Darker(30) });
        s.Smooth(0, -860, 460, -700, 640, -200, 600, 300, 380, 760, 0, 960, -380, 760, -600, 300, -640, -200, -460, -700).Fill(flesh);
        s.Ellipse(-360, 330, 150, 110).Ellipse(360, 330, 150, 110)
            .Fill(new Paint(Material.None, Rgb.Hex(0xe05048)) { Alpha = 46, Volume = Volume.Even });

        if (subType == 2)
            Beard(s, hair);
        Eyes(s, hair);
        Nose(s, skin);
        Mouth(s);
        HairOnTop(s, subType, hair);
        if (s.Chance(25))
            Glasses(s);
    }

    private static void Beard(Sketch s, Paint hair)
    {
        s.Piece(Part.Hair);
        s.Smooth(-600, 160, -500, 330, -280, 420, 0, 380, 280, 420, 500, 330, 600, 160, 560, 620, 300, 940, 0, 1000, -300, 940,
            -560, 620).Fill(hair);
    }

    private static void Eyes(Sketch s, Paint hair)
    {
        var iris = s.Pick(0x5a3a20, 0x3c70a8, 0x3c8050, 0x504a44);
        for (var x = -260; x <= 260; x += 520)
        {
            s.Piece(Part.Eye);
            s.Ellipse(x, -90, 150, 100).Fill(new Paint(Material.None, s.Near(0xfaf8f2)) { Volume = Volume.Flat });
            s.Ellipse(x, -85, 84, 84).Fill(new Paint(Material.None, iris));
            s.Ellipse(x, -85, 44, 44).Fill(new Paint(Material.None, s.Near(0x121216)));
            s.Ellipse(x - 28, -115, 24, 24).Fill(Paint.Gleam(230));
            s.Piece(Part.Hair);
            s.Stroke(64, x - 170, -240, x, -300, x + 170, -240).Fill(hair with { Base = hair.Base.Darker(40) });
        }
    }

    private static void Nose(Sketch s, Rgb skin)
    {
        s.Piece(Part.Nose);
        s.Smooth(-50, -60, 50, -60, 80, 180, 120, 280, 0, 330, -120, 280, -80, 180)
            .Fill(new Paint(Material.Skin, skin.Mix(Rgb.Hex(0xd86a50), 50)) { Volume = Volume.Ball });
    }

    private static void Mouth(Sketch s)
    {
        s.Piece(Part.Mouth);
        var lips = new Paint(Material.Skin, s.Pick(0xc0403c, 0xa83a40, 0xd05a58)) { Volume = Volume.Soft };
        if (s.Chance(50))
        {
            s.Smooth(-270, 500, -100, 530, 0, 540, 100, 530, 270, 500, 180, 660, 0, 720, -180, 660).Fill(lips);
            s.Smooth(-190, 545, 0, 575, 190, 545, 110, 620, -110, 620).Fill(new Paint(Material.None, s.Near(0xf8f4ec)));
        }
        else
        {
            s.Smooth(-230, 560, -90, 520, 0, 540, 90, 520, 230, 560, 110, 650, -110, 650).Fill(lips);
            s.Stroke(34, -210, 565, 0, 585, 210, 565).Fill(Paint.Shade(110));
        }
    }

    private static void HairOnTop(Sketch s, int subType, Paint hair)
    {
        s.Piece(Part.Hair);
        if (subType == 3)
        {
            var curls = hair with { Volume = Volume.Ball };
            for (var i = 0; i <= 8; i++)
            {
                var angle = Angle.Turn / 2 + Angle.Turn / 2 * i / 8;
                s.Ellipse(620 * Angle.Cos(angle) / Angle.One, -330 + 500 * Angle.Sin(angle) / Angle.One, 200, 200).Fill(curls);
            }

            s.Ellipse(-200, -700, 200, 170).Ellipse(200, -700, 200, 170).Ellipse(0, -660, 200, 150).Fill(hair);
            return;
        }

        var fringe = s.Int(-620, -440);
        s.Smooth(-690, -120, -680, -480, -440, -850, 0, -980, 440, -850, 680, -480, 690, -120, 560, -330, 400, fringe, 0,
            fringe + s.Int(-120, 60), -420, fringe - 40, -570, -330)
            .Fill(hair);
    }

    private static void Glasses(Sketch s)
    {
        s.Piece(Part.None);
        var frame = new Paint(Material.Metal, s.Pick(0x24242a, 0x8c2a30, 0xc8a040));
        s.Ellipse(-270, -80, 225, 200).Hole(-270, -80, 180, 155).Ellipse(270, -80, 225, 200).Hole(270, -80, 180, 155)
            .Line(-60, -100, 60, -100, 46)
            .Fill(frame);
    }
}
