using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

internal sealed class Sea() : SceneRecipe("sea")
{
    public override Rgb Draw(Sketch s)
    {
        var horizon = s.Int(-700, 100);
        var evening = s.Chance(30);
        Sky(s, horizon + 20, s.Near(evening ? 0xe88a5a : 0x8cc0e4), s.Near(evening ? 0xf8d890 : 0xe4f0f4));
        if (evening || s.Chance(30))
            Sun(s, s.Int(-700, 700), horizon - s.Int(120, 260), Rgb.Hex(0xfff0b8));
        var water = s.Pick(0x2c6aa0, 0x2c8aa0, 0x3c7a8a, 0x486a98);
        s.Rectangle(-Far, horizon, Far, Far).Fill(new Paint(Material.Water, water.Lighter(50))
        {
            Second = water.Darker(50),
            Fade = true,
            Volume = Volume.Even,
            Fineness = 200,
        });
        return water;
    }
}
