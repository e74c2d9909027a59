using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

/// <summary>A wall over a strip of pavement.</summary>
internal sealed class BrickWall() : SceneRecipe("brick wall")
{
    public override Rgb Draw(Sketch s)
    {
        var brick = s.Pick(0xa8543c, 0x8c4a38, 0xb87a58, 0xa89a8c, 0xd0c4b0);
        s.Rectangle(-Far, -Far, Far, Far).Fill(new Paint(Material.Brick, brick)
        {
            Second = s.Chance(70) ? s.Near(0xd0c8b8) : s.Near(0x585450),
            Volume = new Volume(0, 26, 0, 0),
            Fineness = s.Int(190, 260),
        });
        if (!s.Chance(60))
            return brick;
        var top = s.Int(620, 820);
        s.Rectangle(-Far, top, Far, Far).Fill(new Paint(Material.Stone, s.Near(0x98948c)));
        s.Line(-Far, top, Far, top, 40).Fill(Paint.Shade(110));
        return brick;
    }
}
