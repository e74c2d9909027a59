using VizBench.Data.ConceptWorld.Drawing;
using VizBench.Data.ConceptWorld.Objects;
using VizBench.Randomness;

namespace VizBench.Data.ConceptWorld.Composing;

/// <summary>
/// Parts of other classes lying about, so that no part alone gives the class away: an object of another class is drawn and
/// one of its pieces kept.
/// </summary>
internal static class Strays
{
    private const int Smallest = Placement.Side * 9 / 100;
    private const int Largest = Placement.Side * 30 / 100;

    /// <param name="except">the class that the picture shows</param>
    public static Item Draw(RandomStream dice, int except, (int X, int Y) place, Rgb backdrop)
    {
        var kind = (except + 1 + dice.NextInt(ObjectRecipe.All.Count - 1)) % ObjectRecipe.All.Count;
        var recipe = ObjectRecipe.All[kind];
        var pose = new WorldPose(0, 0, Placement.Side * dice.NextInt(33, 42) / 100, dice.NextInt(-260, 260));
        var sketch = new Sketch(dice, new Placement(pose), backdrop);
        recipe.Draw(sketch, dice.NextInt(recipe.SubTypes.Count));
        var shapes = OnePiece(sketch.Shapes, dice);
        var (x, y, extent) = Bounds(shapes);
        var factor = 256 * Math.Clamp(extent, Smallest, Largest) / extent;
        return new Item(Role.Stray, shapes.Select(shape => shape.Moved(x, y, place.X, place.Y, factor)).ToArray());
    }

    // Every named part is equally likely, then every piece of it.
    private static List<Shape> OnePiece(IReadOnlyList<Shape> shapes, RandomStream dice)
    {
        var solid = shapes.Where(shape => shape.Part != Part.None && shape.Paint.Alpha == Coverage.Full).ToArray();
        var parts = solid.Select(shape => shape.Part).Distinct().ToArray();
        var part = parts[dice.NextInt(parts.Length)];
        var pieces = solid.Where(shape => shape.Part == part).Select(shape => shape.Piece).Distinct().ToArray();
        var piece = pieces[dice.NextInt(pieces.Length)];
        return shapes.Where(shape => shape.Piece == piece).ToList();
    }

    /// <summary>The middle and the longer side of the box around shapes, in scene units.</summary>
    public static (int X, int Y, int Extent) Bounds(IReadOnlyList<Shape> shapes)
    {
        var (left, right, top, bottom) = (int.MaxValue, int.MinValue, int.MaxValue, int.MinValue);
        foreach (var shape in shapes)
        {
            for (var i = 0; i < shape.Points.Length; i += 2)
            {
                left = Math.Min(left, shape.Points[i]);
                right = Math.Max(right, shape.Points[i]);
                top = Math.Min(top, shape.Points[i + 1]);
                bottom = Math.Max(bottom, shape.Points[i + 1]);
            }
        }

        return ((left + right) / 2, (top + bottom) / 2, Math.Max(1, Math.Max(right - left, bottom - top)));
    }
}
