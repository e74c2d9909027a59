using VizBench.Data.ConceptWorld.Composing;

namespace VizBench.Data.Paintings;

/// <summary>Round dots of pure color on cream: regions of one color, broken by dots of its opposite.</summary>
internal sealed class ColoredPoints() : PaintingRecipe("points")
{
    public override void Draw(Sketch s)
    {
        Ground(s, 0xf5ecd7);
        var (regions, sizes) = (new Field(s, 1), new Field(s, 3));
        foreach (var (x, y) in Scattered(s, 44, 18))
        {
            var color = s.Chance(22)
                ? regions.Choose(x, y, 0xf2933b, 0xe85d75, 0x7d4fa0, 0x2f9e8f)
                : regions.Choose(x, y, s.Chance(50) ? 0x1f4fa3 : 0x4f8fd8, s.Chance(50) ? 0x2b8a3e : 0x8cc152, s.Chance(50) ? 0xf7c948 : 0xf29f05, s.Chance(50) ? 0xd6336c : 0xf08cae);
            var radius = 14 + sizes.At(x, y) * 14 / 256 + s.Int(0, 4);
            s.Ellipse(x, y, radius, radius).Fill(Even(s.Near(color)));
        }
    }
}
