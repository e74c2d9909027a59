using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

/// <summary>Stars and a moon over dark hills, in cool light.</summary>
internal sealed class Night() : SceneRecipe("night")
{
    public override (int Red, int Green, int Blue) LightColor => (216, 226, 262);

    public override Rgb Draw(Sketch s)
    {
        var top = s.Pick(0x141a3c, 0x1a1438, 0x10243c);
        Sky(s, Far, top, top.Mix(Rgb.Hex(0x5a6aa0), 170), clouds: false);
        for (var i = s.Int(16, 26); i > 0; i--)
        {
            var size = s.Int(9, 17);
            s.Ellipse(s.Int(-980, 980), s.Int(-980, 500), size, size);
        }

        s.Fill(new Paint(Material.None, s.Near(0xf8f4dc)) { Volume = Volume.Even });
        Sun(s, s.Int(-800, 800), s.Int(-850, -650), Rgb.Hex(0xe8ecf4));
        var ground = s.Pick(0x243a34, 0x2a3048, 0x343040);
        Hill(s, s.Int(300, 640), 140, new Paint(Material.Grass, ground.Lighter(16)));
        Hill(s, s.Int(700, 820), 90, new Paint(Material.Grass, ground.Darker(40)));
        return top.Mix(Rgb.Hex(0x5a6aa0), 90);
    }
}
