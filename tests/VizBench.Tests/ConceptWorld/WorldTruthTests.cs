using NUnit.Framework;
using VizBench.Data.ConceptWorld;

namespace VizBench.Tests.ConceptWorld;

public sealed class WorldTruthTests
{
    [Test]
    public void Twelve_successive_images_hold_each_class_once()
    {
        foreach (var (i, sample) in Worlds.First.Index())
            Assert.That(sample.Class, Is.EqualTo(i % 12));
    }

    [Test]
    public void Every_scene_and_variety_occurs()
    {
        Assert.That(Worlds.First.Select(sample => sample.Scene).Distinct().Count(), Is.EqualTo(WorldVocabulary.Scenes.Count));
        for (var kind = 0; kind < World.Classes.Count; kind++)
        {
            var seen = Worlds.First.Where(sample => sample.Class == kind).Select(sample => sample.SubType).Distinct(StringComparer.Ordinal);
            Assert.That(seen, Is.EquivalentTo(WorldVocabulary.SubTypes(kind)), World.Classes[kind]);
        }
    }

    // Ten images suffice for statistics of dissection to exist at all; a plane never names what the vocabulary lacks.
    [TestCase("object")]
    [TestCase("part")]
    [TestCase("material")]
    [TestCase("texture")]
    [TestCase("color")]
    public void Every_concept_occurs_and_none_else(string category)
    {
        var (names, plane) = Category(category);
        var images = new int[names.Count + 1];
        foreach (var sample in Worlds.First)
        {
            foreach (var label in plane(sample).Distinct())
            {
                Assert.That(label, Is.LessThanOrEqualTo(names.Count));
                images[label]++;
            }
        }

        for (var i = 0; i < names.Count; i++)
            Assert.That(images[i + 1], Is.GreaterThanOrEqualTo(10), names[i]);
    }

    // What covers more than about 12 % of a picture can't be detected at dissection's quantile.
    [TestCase("material")]
    [TestCase("texture")]
    public void Every_surface_also_stands_in_small_patches(string category)
    {
        var (names, plane) = Category(category);
        var small = new int[names.Count + 1];
        foreach (var sample in Worlds.First)
        {
            foreach (var group in plane(sample).Where(label => label > 0).GroupBy(label => label))
            {
                if (group.Count() is > 10 and < 64 * 64 / 20)
                    small[group.Key]++;
            }
        }

        for (var i = 0; i < names.Count; i++)
            Assert.That(small[i + 1], Is.GreaterThanOrEqualTo(8), names[i]);
    }

    [Test]
    public void The_object_is_visible_and_lies_where_its_pose_says()
    {
        foreach (var (i, sample) in Worlds.First.Index())
        {
            var visible = 0;
            // ±1000 in both directions, turned by up to .2 rad: at most 1.18 half sizes from the centre, and a pixel.
            var reach = sample.Pose.HalfSize * 5 / 4 + 1024;
            for (var at = 0; at < sample.Objects.Length; at++)
            {
                if (sample.Objects[at] == 0)
                    continue;
                visible++;
                Assert.That(sample.Objects[at], Is.EqualTo(sample.Class + 1), $"image {i}");
                Assert.That(Math.Abs((at % 64) * 1024 + 512 - sample.Pose.CentreX), Is.LessThan(reach), $"image {i}");
                Assert.That(Math.Abs((at / 64) * 1024 + 512 - sample.Pose.CentreY), Is.LessThan(reach), $"image {i}");
            }

            Assert.That(visible * 100 / 4096, Is.InRange(8, 62), $"image {i}, a {World.Classes[sample.Class]}");
        }
    }

    [Test]
    public void Poses_keep_their_ranges()
    {
        foreach (var pose in Worlds.First.Select(sample => sample.Pose))
        {
            Assert.That(pose.CentreX, Is.InRange(65536 * 2 / 5, 65536 * 3 / 5));
            Assert.That(pose.CentreY, Is.InRange(65536 * 2 / 5, 65536 * 3 / 5));
            Assert.That(pose.HalfSize, Is.InRange(65536 * 3 / 10, 65536 / 2));
            Assert.That(pose.Rotation, Is.InRange(-130, 130));
        }
    }

    // A part decides nothing: most lie about in pictures of other classes too.
    [Test]
    public void Parts_stray_into_pictures_of_other_classes()
    {
        var strays = Worlds.First.Count(sample => sample.Parts.Zip(sample.Objects).Any(pair => pair.First > 0 && pair.Second == 0));
        Assert.That(strays, Is.GreaterThan(Worlds.Count * 4 / 5));
    }

    [Test]
    public void Colors_are_read_off_the_pixels()
    {
        foreach (var sample in Worlds.First.Take(60))
        {
            for (var i = 0; i < sample.Colors.Length; i++)
            {
                var (r, g, b) = sample.Image[i % 64, i / 64];
                Assert.That(sample.Colors[i], Is.EqualTo(ColorNaming.Name(r, g, b)));
            }
        }
    }

    [TestCase(0, 0, 0, "black")]
    [TestCase(255, 255, 255, "white")]
    [TestCase(128, 128, 128, "grey")]
    [TestCase(220, 30, 30, "red")]
    [TestCase(240, 140, 20, "orange")]
    [TestCase(250, 225, 40, "yellow")]
    [TestCase(40, 150, 50, "green")]
    [TestCase(40, 80, 210, "blue")]
    [TestCase(130, 50, 170, "purple")]
    [TestCase(255, 170, 190, "pink")]
    [TestCase(120, 72, 30, "brown")]
    public void Typical_colors_have_their_names(int r, int g, int b, string name) =>
        Assert.That(WorldVocabulary.Colors[ColorNaming.Name((byte)r, (byte)g, (byte)b) - 1], Is.EqualTo(name));

    private static (IReadOnlyList<string> Names, Func<WorldSample, byte[]> Plane) Category(string name) => name switch
    {
        "object" => (WorldVocabulary.Classes, sample => sample.Objects),
        "part" => (WorldVocabulary.Parts, sample => sample.Parts),
        "material" => (WorldVocabulary.Materials, sample => sample.Materials),
        "texture" => (WorldVocabulary.Textures, sample => sample.Textures),
        _ => (WorldVocabulary.Colors, sample => sample.Colors),
    };
}
