using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;
using VizBench.Data.Images;
using VizBench.Randomness;

namespace VizBench.Data.Paintings;

/// <summary>
/// Pictures of our own whose style, texture and palette, is strong and can be told apart: what style transfer takes its style from. A painting
/// is the same bytes on every machine: its shapes come from a random stream keyed by (seed, name) and are drawn with whole numbers only.
/// </summary>
public static class Painting
{
    public const int SmallestSize = 32;
    public const int LargestSize = 1024;

    private static readonly PaintingRecipe[] s_recipes = [new FlowingStrokes(), new ColoredPoints(), new LeadedGlass(), new Woodcut(), new ColorBlocks(), new SwirlingWash()];

    // From the upper left, white, without shadows or darker corners.
    private static readonly Light s_light = new(-128, -220, 256, 256, 256, 0, 0);

    /// <summary>The paintings' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_recipes.Select(recipe => recipe.Name)];

    /// <summary>A painting.</summary>
    /// <param name="name">one of <see cref="Names"/></param>
    /// <param name="size">the side in pixels, 32 … 1024; another size shows the same shapes</param>
    /// <param name="seed">another seed is another painting in the same style</param>
    /// <exception cref="UserError">no such painting, or a size outside the range</exception>
    public static RgbImage Draw(string name, int size, long seed = 0)
    {
        CheckName(name);
        if (size is < SmallestSize or > LargestSize)
            throw new UserError($"painting {name}: size {size} is outside {SmallestSize} .. {LargestSize} pixels; choose a size between the two");
        var recipe = s_recipes.First(candidate => string.Equals(candidate.Name, name, StringComparison.Ordinal));
        var sketch = new Sketch(new StreamKey(seed, "painting", name).Open(), Placement.WholePicture, default);
        recipe.Draw(sketch);
        var layer = new Layer(size);
        new Brush(size).Draw(new Item(Role.Background, sketch.Shapes), layer, s_light);
        return new RgbImage(size, size, Exposure.Develop(layer, s_light, size));
    }

    /// <exception cref="UserError">no such painting</exception>
    public static void CheckName(string name)
    {
        if (!Names.Contains(name, StringComparer.Ordinal))
            throw new UserError($"there is no painting '{name}'{NearestNames.Suggestion(name, Names)} (there are {string.Join(", ", Names)})");
    }

    /// <summary>The size in pixels, 32 … 1024, that is nearest to a side.</summary>
    public static int SizeFor(long side) => (int)Math.Clamp(side, SmallestSize, LargestSize);
}
