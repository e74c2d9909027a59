using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;

namespace VizBench.Tests.ConceptWorld;

/// <summary>The object's mask held against the pixels: each scene is drawn with its object, and with it moved out of the picture.</summary>
public sealed class WorldMaskTests
{
    private const int Scenes = 120;
    private const int Size = 64;

    [Test]
    public void Inside_the_mask_the_picture_is_the_object_and_outside_at_most_its_shadow()
    {
        var (inside, unchanged, outside, lit) = (0, 0, 0, 0);
        foreach (var (without, with) in Pairs())
        {
            for (var at = 0; at < Size * Size; at++)
            {
                var (before, after) = (without.Image[at % Size, at / Size], with.Image[at % Size, at / Size]);
                var near = Neighbourhood(at).Select(i => with.Objects[i] > 0).ToArray();
                if (near.All(labelled => labelled))
                {
                    inside++;
                    unchanged += before == after ? 1 : 0;
                }
                else if (!near.Any(labelled => labelled))
                {
                    outside++;
                    lit += after.R > before.R || after.G > before.G || after.B > before.B ? 1 : 0;
                }
            }
        }

        Assert.That((inside > Scenes * 500, outside > Scenes * 1500), Is.EqualTo((true, true)), $"{inside} pixels inside and {outside} outside");
        Assert.That(unchanged, Is.LessThan(inside / 100), "pixels of the object that look like what is behind it");
        // Tips thinner than a pixel, and what shows beside a thin thing in front.
        Assert.That(lit, Is.LessThan(outside / 10_000), "pixels without the object's label that are more than shaded");
    }

    [Test]
    public void Outside_the_mask_all_other_planes_stay()
    {
        foreach (var (without, with) in Pairs())
        {
            for (var at = 0; at < Size * Size; at++)
            {
                if (with.Objects[at] == 0)
                    Assert.That((with.Parts[at], with.Materials[at], with.Textures[at]), Is.EqualTo((without.Parts[at], without.Materials[at], without.Textures[at])), $"pixel {at % Size},{at / Size}");
            }
        }
    }

    private static IEnumerable<(WorldSample Without, WorldSample With)> Pairs()
    {
        var world = new TransformedWorld(new TransformOptions { World = new WorldOptions { Seed = 7, Size = Size }, Kind = TransformKind.TranslateX, Steps = 3, Reach = 100 });
        for (var scene = 0; scene < Scenes; scene++)
        {
            var without = world.Draw(3 * scene);
            // The widest objects leave a rim in the picture.
            if (!without.Objects.Any(label => label > 0))
                yield return (without, world.Draw(3 * scene + 1));
        }
    }

    private static IEnumerable<int> Neighbourhood(int at) =>
        from y in Enumerable.Range(at / Size - 1, 3)
        from x in Enumerable.Range(at % Size - 1, 3)
        where x is >= 0 and < Size && y is >= 0 and < Size
        select y * Size + x;
}
