using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

internal sealed class Meadow() : SceneRecipe("meadow")
{
    public override Rgb Draw(Sketch s)
    {
        var horizon = s.Int(-620, 150);
        Sky(s, horizon + 300, s.Near(0x6aa8dc), s.Near(0xd4e8f0));
        if (s.Chance(40))
            Sun(s, s.Int(-800, 800), s.Int(-900, -760), Rgb.Hex(0xfff0a8));
        var grass = s.Pick(0x5a9a40, 0x78a848, 0x4a8a4a, 0xa0a850);
        Hill(s, horizon - 60, 110, Turf(grass.Mix(Rgb.Hex(0xa8c8c0), 110)));
        Hill(s, horizon + 60, 70, Turf(grass));
        Hill(s, 760, 60, Turf(grass.Darker(40)));
        return grass;

        static Paint Turf(Rgb color) => new(Material.Grass, color) { Volume = new Volume(10, 14, 0, 0) };
    }
}
