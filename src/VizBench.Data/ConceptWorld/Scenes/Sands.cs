using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Scenes;

/// <summary>Dunes.</summary>
internal sealed class Sands() : SceneRecipe("sand")
{
    public override Rgb Draw(Sketch s)
    {
        var horizon = s.Int(-800, -250);
        Sky(s, horizon + 300, s.Near(0x84b4d4), s.Near(0xf4e8cc), clouds: s.Chance(40));
        var sand = s.Pick(0xd8b478, 0xe4c890, 0xc89860, 0xd8a070);
        Hill(s, horizon, 120, Dune(sand.Lighter(50)));
        Hill(s, horizon + 380, 150, Dune(sand));
        Hill(s, 620, 140, Dune(sand.Darker(22)));
        return sand;

        static Paint Dune(Rgb color) => new(Material.Sand, color) { Volume = new Volume(4, 26, 0, 0) };
    }
}
