using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

/// <summary>A papered or plastered wall over a carpet.</summary>
internal sealed class Parlour() : SceneRecipe("parlour")
{
    public override (int Red, int Green, int Blue) LightColor => (262, 254, 240);

    public override Rgb Draw(Sketch s)
    {
        var wall = s.Pick(0xd8d0bc, 0xa8c0b8, 0xd0b0a8, 0xb8b4cc, 0xd8c490, 0x7a98a0);
        var floorLight = new Volume(0, 24, 0, 0);
        var floor = s.Int(350, 700);
        s.Rectangle(-Far, -Far, Far, floor).Fill(new Paint(Material.Plaster, wall) { Volume = new Volume(0, 22, 0, 0) });
        s.Rectangle(-Far, floor, Far, Far)
            .Fill(new Paint(Material.Fabric, s.Pick(0x8c3c40, 0x4a6a8a, 0x6a7a50, 0x9a7a54, 0x5a4a6a)) { Volume = floorLight });
        s.Rectangle(-Far, floor - 80, Far, floor).Fill(new Paint(Material.Wood, s.Near(0xe8e0d0)) { Volume = Volume.Roll });
        if (s.Chance(50))
            PictureFrame(s, s.Chance(50) ? -1 : 1);
        return wall;
    }

    private static void PictureFrame(Sketch s, int side)
    {
        var (x, y) = (side * s.Int(600, 800), s.Int(-720, -500));
        s.Rectangle(x - 240, y - 190, x + 240, y + 190).Fill(new Paint(Material.Wood, s.Near(0x8c6030)));
        s.Rectangle(x - 180, y - 130, x + 180, y + 130)
            .Fill(new Paint(Material.Paper, s.Pick(0xc8d8d0, 0xe0d0b0, 0x88a0b8)) { Second = s.Near(0x7a9a70), Fade = true });
    }
}
