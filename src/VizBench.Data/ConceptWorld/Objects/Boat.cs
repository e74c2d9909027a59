using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A hull with a mast and sails, or with a cabin and a funnel.</summary>
internal sealed class Boat() : ObjectRecipe("boat", "sloop", "dinghy", "steamer")
{
    public override void Draw(Sketch s, int subType)
    {
        if (subType == 2)
            Steam(s);
        else
            Rig(s, subType == 0);
        Hull(s, subType == 2);
    }

    private static void Rig(Sketch s, bool twoSails)
    {
        s.Piece(Part.Mast);
        s.Line(30, -960, 30, 480, 60).Fill(new Paint(Material.Wood, s.Near(0x7a5430)) { Volume = Volume.Tube });
        var cloth = Cloth(s);
        s.Piece(Part.Sail);
        s.Smooth(90, -860, 330, -480, 540, -60, 690, 310, 400, 330, 90, 320, 80, -200).Fill(cloth);
        if (twoSails)
        {
            s.Piece(Part.Sail);
            s.Smooth(-30, -780, -20, -200, -40, 330, -350, 320, -700, 300, -500, 0, -260, -360).Fill(s.Chance(50) ? cloth : Cloth(s));
        }

        s.Piece(Part.Flag);
        s.Contour(50, -990, -240, -920, 50, -840).Fill(new Paint(Material.Fabric, s.Pick(0xd83028, 0x2858c0, 0xf0c020, 0x30a050)));
    }

    private static Paint Cloth(Sketch s)
    {
        var cloth = new Paint(Material.Fabric, s.Pick(0xf6f2e4, 0xf0e0b0, 0xd84a38, 0xf0c040, 0x88b8d8, 0xe8924a)) { Volume = Volume.Soft };
        return s.Int(0, 3) switch
        {
            0 => cloth with { Texture = Texture.HorizontalStripes, Second = s.Pick(0xc83830, 0x2c5aa8, 0xffffff), Period = 30 },
            1 => cloth with { Texture = Texture.VerticalStripes, Second = s.Pick(0x2c8a78, 0xc85a28, 0xffffff), Period = 26 },
            _ => cloth,
        };
    }

    private static void Steam(Sketch s)
    {
        s.Piece(Part.Mast);
        s.Line(-640, -560, -640, 480, 50).Fill(new Paint(Material.Wood, s.Near(0x6a4a30)));
        s.Piece(Part.Flag);
        s.Contour(-620, -580, -300, -470, -620, -340).Fill(new Paint(Material.Fabric, s.Pick(0xd83028, 0x2858c0, 0xf0c020, 0x30a050)));
        s.Piece(Part.Funnel);
        var color = s.Pick(0xc83830, 0xe8a020, 0x2c5a8c, 0x303438);
        s.Contour(-40, -900, 300, -900, 330, -100, -10, -100).Fill(new Paint(Material.Metal, color) { Volume = Volume.Tube });
        s.Contour(-40, -900, 300, -900, 308, -740, -33, -740).Fill(new Paint(Material.Metal, s.Near(0x24262a)) { Volume = Volume.Tube });
        s.Piece(Part.None);
        s.RoundRectangle(-440, -180, 640, 480, 50).Fill(new Paint(Material.Metal, s.Near(0xf0ece0)) { Volume = Volume.Flat });
        for (var x = -280; x <= 500; x += 260)
            s.Ellipse(x, 90, 85, 85).Fill(new Paint(Material.Glass, s.Near(0x3c6a90)) { Volume = Volume.Soft, Fineness = 300 });
    }

    private static void Hull(Sketch s, bool steamer)
    {
        s.Piece(Part.Hull);
        var paint = steamer || s.Chance(35)
            ? new Paint(Material.Metal, s.Pick(0x2c4a7c, 0x8c2a28, 0x303840, 0x2c6a58))
            : new Paint(Material.Wood, s.Pick(0x8c5a30, 0xb4763c, 0xa8382c, 0x2c5a8c, 0xe0dccc));
        s.Smooth(-960, 380, -600, 440, 0, 455, 600, 440, 970, 370, 830, 640, 640, 860, 300, 920, -300, 920, -640, 860, -850, 640)
            .Fill(paint with { Volume = new Volume(10, 30, 0, 40) });
        s.Stroke(64, -930, 420, -500, 470, 0, 485, 500, 470, 940, 410).Fill(new Paint(paint.Material, paint.Base.Lighter(130)));
    }
}
