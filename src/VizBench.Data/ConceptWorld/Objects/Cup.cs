using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>A vessel with a handle on its right and something to drink.</summary>
internal sealed class Cup() : ObjectRecipe("cup", "mug", "teacup", "tankard")
{
    public override void Draw(Sketch s, int subType)
    {
        var color = s.Pick(0xf4f2ec, 0xd84a3c, 0x3c7ac0, 0xf0c040, 0x58a880, 0xe88ab0, 0x705ab0, 0xe88838);
        var glaze = subType == 2
            ? new Paint(Material.Wood, s.Pick(0x8c5a30, 0xc89050, 0x5a3a28, 0xe0c090))
            : new Paint(Material.Ceramic, color);
        if (subType == 1)
        {
            s.Piece(Part.Saucer);
            s.Ellipse(-60, 760, 900, 190).Fill(glaze with { Volume = Volume.Soft });
            s.Ellipse(-60, 735, 560, 105).Fill(Paint.Shade(50));
        }

        s.Piece(Part.Handle);
        if (subType == 1)
            s.Ellipse(560, -50, 340, 300).Hole(560, -50, 210, 180).Fill(glaze with { Volume = Volume.Soft });
        else
            s.Ellipse(520, 40, 400, 470).Hole(520, 40, 250, 310).Fill(glaze with { Volume = Volume.Soft });

        s.Piece(Part.Vessel);
        var walls = glaze with { Volume = Volume.Tube };
        var pattern = Pattern(s, walls);
        if (subType == 1)
            s.Smooth(-770, -420, -720, 0, -480, 480, -260, 700, 140, 700, 360, 480, 600, 0, 650, -420, 400, -440, -60, -450, -500,
                -440).Fill(pattern);
        else
            s.Smooth(-720, -620, -690, 200, -640, 800, -540, 930, 400, 930, 500, 800, 550, 200, 580, -620, 200, -560, -300, -560)
                .Fill(pattern);
        if (subType == 2)
            s.Rectangle(-700, -330, 566, -210).Rectangle(-660, 560, 525, 680)
                .Fill(new Paint(Material.Metal, s.Near(0xb8bcc4)) { Volume = Volume.Tube });

        Opening(s, glaze, subType);
    }

    private static void Opening(Sketch s, Paint glaze, int subType)
    {
        var (x, y, width) = subType == 1 ? (-60, -420, 710) : (-70, -620, 650);
        s.Ellipse(x, y, width, 190).Fill(glaze with { Base = glaze.Base.Lighter(70), Volume = Volume.Flat });
        s.Piece(Part.Drink);
        s.Ellipse(x, y + 22, width - 85, 135)
            .Fill(new Paint(Material.Water, s.Pick(0x5a3018, 0x7a4a20, 0xb05a20, 0x3a2014)) { Volume = Volume.Even, Fineness = 90 });
    }

    private static Paint Pattern(Sketch s, Paint walls)
    {
        if (walls.Material == Material.Wood || s.Chance(40))
            return walls;
        var texture = (Texture)s.Int((int)Texture.HorizontalStripes, (int)Texture.Grid);
        var second = walls.Base.Distance(Paint.White) < 200 ? s.Pick(0xc83a30, 0x2c5ab0, 0x2c8a60, 0xe08a20) : s.Near(0xf8f4ea);
        return walls with { Texture = texture, Second = second, Period = s.Int(22, 34) };
    }
}
