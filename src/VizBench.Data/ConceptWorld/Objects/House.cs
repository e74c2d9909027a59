using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Objects;

/// <summary>Walls with door and windows under a roof with a chimney.</summary>
internal sealed class House() : ObjectRecipe("house", "gabled", "hipped", "tower")
{
    public override void Draw(Sketch s, int subType)
    {
        var half = subType == 2 ? 430 : 660;
        var eaves = subType == 2 ? -330 : -60;
        var trim = new Paint(Material.Wood, s.Near(0xf4efe2));

        s.Piece(Part.Chimney);
        var chimney = s.Int(190, half - 130);
        s.Rectangle(chimney, -840, chimney + 170, -150)
            .Fill(new Paint(Material.Brick, s.Near(0x9c4a36)) { Second = s.Near(0xcfc4b4), Fineness = 420, Volume = Volume.Tube });
        s.Rectangle(chimney - 30, -880, chimney + 200, -800).Fill(new Paint(Material.Stone, s.Near(0x6d6660)));

        s.Piece(Part.Wall);
        s.Rectangle(-half, eaves - 40, half, 930).Fill(Walls(s));

        Roof(s, subType, half, eaves);
        Door(s, subType);
        if (subType == 2)
        {
            Window(s, trim, 0, -110, 150, 150);
            Window(s, trim, -210, 250, 110, 130);
            Window(s, trim, 210, 250, 110, 130);
        }
        else
        {
            Window(s, trim, -400, 300, 160, 150);
            Window(s, trim, 400, 300, 160, 150);
        }
    }

    private static Paint Walls(Sketch s) => s.Int(0, 5) switch
    {
        0 => new Paint(Material.Brick, s.Pick(0xb4543c, 0xa8623e, 0xc27a52)) { Second = s.Near(0xd8cdbd), Fineness = 300 },
        1 => new Paint(Material.Wood, s.Pick(0x8c5a34, 0xb07a44, 0x7aa0a8, 0xa33a30)) { Second = s.Near(0x5a3a24), Fineness = 220 },
        2 => new Paint(Material.Wood, s.Pick(0xc8a878, 0x9cb4bc, 0xd4c8a0))
        {
            Texture = Texture.HorizontalStripes,
            Second = s.Near(0x8a7a64),
            Period = 20,
        },
        _ => new Paint(Material.Plaster, s.Pick(0xf2e6c8, 0xf0c860, 0xe89a86, 0x9cc4dc, 0xe8e8e4, 0xa8c890, 0xd884a0)),
    };

    private static void Roof(Sketch s, int subType, int half, int eaves)
    {
        s.Piece(Part.Roof);
        var material = s.Chance(75) ? Material.Tile : Material.Wood;
        var color = s.Pick(0xb03a2a, 0x8c3c30, 0x5c4a44, 0x4a5a70, 0x3c6a52, 0xc06030);
        var paint = new Paint(material, color) { Volume = new Volume(4, 34, 0, 0) };
        if (subType == 1)
            s.Contour(-half - 170, eaves + 30, -half + 190, -760, half - 190, -760, half + 170, eaves + 30);
        else
            s.Contour(-half - 180, eaves + 40, 0, -960, half + 180, eaves + 40);
        s.Fill(paint);
        s.Line(-half - 180, eaves + 30, half + 180, eaves + 30, 60).Fill(new Paint(Material.Wood, paint.Base.Darker(90)));
    }

    private static void Door(Sketch s, int subType)
    {
        s.Piece(Part.Door);
        var top = subType == 2 ? 520 : 330;
        s.RoundRectangle(-170, top - 40, 170, 930, 60).Fill(new Paint(Material.Wood, s.Near(0xe8e0d0)));
        s.RoundRectangle(-125, top, 125, 930, 40).Fill(new Paint(Material.Wood, s.Pick(0x6a3a20, 0x2c5a3c, 0x2c4a80, 0x8c2a28, 0x50342a)));
        s.Ellipse(75, (top + 950) / 2, 28, 28).Fill(new Paint(Material.Metal, s.Near(0xe8c860)));
    }

    private static void Window(Sketch s, Paint trim, int x, int y, int halfWidth, int halfHeight)
    {
        s.Piece(Part.HouseWindow);
        s.Rectangle(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight).Fill(trim);
        s.Rectangle(x - halfWidth + 35, y - halfHeight + 35, x + halfWidth - 35, y + halfHeight - 35)
            .Fill(new Paint(Material.Glass, s.Near(0x5c86a8)) { Fineness = 400 });
        s.Rectangle(x - 15, y - halfHeight + 30, x + 15, y + halfHeight - 30)
            .Rectangle(x - halfWidth + 30, y - 15, x + halfWidth - 30, y + 15)
            .Fill(trim);
    }
}
