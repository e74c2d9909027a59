using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;
using VizBench.Data.ConceptWorld.Objects;
using VizBench.Randomness;

namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>The things that probes show: a disc of a colour, a pattern or a material, or one piece of an object.</summary>
internal static class ProbeSubjects
{
    // Some parts are not in every drawing: a chimney, glasses.
    private const int Tries = 64;

    public static RandomStream Dice(long seed, int sample = 0, uint step = 0) => new StreamKey(seed, "concept-world", "probe", sample, step).Open();

    /// <param name="concept">0-based into the category's names</param>
    public static Shape[] Of(ConceptCategory category, int concept, long seed) => category switch
    {
        ConceptCategory.Color => Disc(seed, new Paint(Material.None, Typical(concept + 1))),
        ConceptCategory.Material => Disc(seed, Typical((Material)(concept + 1))),
        ConceptCategory.Texture => Disc(seed, new Paint(Material.None, Rgb.Hex(0x202020)) { Texture = (Texture)(concept + 1), Second = Rgb.Hex(0xf0f0f0) }),
        _ => Piece((Part)(concept + 1), seed),
    };

    private static Shape[] Disc(long seed, Paint paint)
    {
        var sketch = new Sketch(Dice(seed), Placement.WholePicture, default);
        sketch.Ellipse(0, 0, 1000, 1000).Fill(paint with { Volume = Volume.Even });
        return [.. sketch.Shapes];
    }

    // The largest piece in the first object that has the part, in the order of the classes.
    private static Shape[] Piece(Part part, long seed)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            foreach (var recipe in ObjectRecipe.All)
            {
                for (var subType = 0; subType < recipe.SubTypes.Count; subType++)
                {
                    var sketch = new Sketch(Dice(seed, (int)part, (uint)attempt), Placement.WholePicture, Rgb.Hex(0x8c8c8c));
                    recipe.Draw(sketch, subType);
                    if (Largest(sketch.Shapes, part) is { } piece)
                        return piece;
                }
            }
        }

        throw new InvalidOperationException($"no recipe draws the part {part}");
    }

    private static Shape[]? Largest(IReadOnlyList<Shape> shapes, Part part) => shapes
        .Where(shape => shape.Part == part)
        .GroupBy(shape => shape.Piece)
        .Where(piece => piece.Any(shape => shape.Paint.Alpha == Coverage.Full))
        .Select(piece => piece.ToArray())
        .MaxBy(piece => Strays.Bounds(piece).Extent);

    private static Rgb Typical(int color)
    {
        var (r, g, b) = ColorNaming.Typical(color);
        return new Rgb(r, g, b);
    }

    private static Paint Typical(Material material)
    {
        var color = Rgb.Hex(material switch
        {
            Material.Wood => 0x8c6030,
            Material.Metal => 0xb8bcc4,
            Material.Brick => 0xa8523c,
            Material.Fabric => 0x8c3c40,
            Material.Glass => 0x5c86a8,
            Material.Plaster => 0xf2e6c8,
            Material.Grass => 0x5a9a40,
            Material.Water => 0x3c78a8,
            Material.Foliage => 0x3c8a3c,
            Material.Sand => 0xd8bc84,
            Material.Stone => 0x98948c,
            Material.Skin => 0xe0a880,
            Material.Hair => 0x5a3820,
            Material.Ceramic => 0xf4f2ec,
            Material.Paper => 0xf0e4c0,
            Material.Feather => 0x8a9aa8,
            Material.Scales => 0xe87a28,
            Material.Rubber => 0x24262a,
            Material.Snow => 0xf0f4fa,
            Material.Sky => 0x6aa8dc,
            Material.Tile => 0xb45a3c,
            Material.Petal => 0xe84a5a,
            _ => 0xd8c8a8,
        });
        return new Paint(material, color) { Second = color.Lighter(120) };
    }
}
