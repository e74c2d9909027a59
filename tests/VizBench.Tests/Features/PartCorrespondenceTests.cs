using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Tests.Features;

public sealed class PartCorrespondenceTests
{
    private static readonly WorldOptions s_world = new() { Seed = 1000, Size = 64 };

    [Test]
    public void Signs_are_compared_pair_by_pair()
    {
        // Distances: ¼ between the first two, ½ and ¾ to the third.
        var change = SignChange.Of([[[1.0, -1, 0, 2], [3, 1, 0, 0.5], [-1, -1, 0, 0]]]);
        Assert.That(change.Mean, Is.EqualTo((0.25 + 0.5 + 0.75) / 3).Within(1e-15));
        Assert.That(change.Deviation, Is.EqualTo(Math.Sqrt((0.25 * 0.25 + 0.25 * 0.25) / 3)).Within(1e-15));
        Assert.That(() => SignChange.Of([[[1.0]]]), Throws.ArgumentException);
    }

    [Test]
    public void A_trained_network_changes_alike_where_the_eyes_are_covered_and_otherwise_elsewhere()
    {
        using var opened = NetworkCatalogue.Open("caffenet-mini", null, float32, CPU);
        var found = PartCorrespondence.Of(opened.Network, ["relu5", "fc7"], s_world, 5, 6);
        Assert.That(found.Class, Is.EqualTo("face"));
        Assert.That(found.Rows.Select(row => row.Part), Is.EqualTo(new[] { "eye", "head", "hair", "nose", "mouth", "elsewhere" }));
        Assert.That(found.Rows[0].ByLayer[0].Mean, Is.LessThan(found.Rows[^1].ByLayer[0].Mean));
        Assert.That(found.Rows[0].ByLayer[1].Mean, Is.LessThan(found.Rows[^1].ByLayer[1].Mean));
        Assert.That(found.Rows.SelectMany(row => row.ByLayer).Select(change => change.Mean), Is.All.InRange(0.01, 0.9));
    }

    [Test]
    public void A_cover_is_the_part_with_its_rim_and_has_the_same_shape_elsewhere()
    {
        var sample = new CentredWorld(s_world).Draw(5);
        var eye = WorldVocabulary.Parts.ToList().IndexOf("eye");
        var cover = PartCover.Of(sample, eye, 64);
        for (var i = 0; i < cover.Length; i++)
        {
            if (sample.Parts[i] == eye + 1)
                Assert.That(cover[i], Is.True);
        }

        Assert.That(PartCover.Count(cover), Is.GreaterThan(sample.Parts.Count(part => part == eye + 1)));
        var moved = PartCover.Elsewhere(cover, 64, new VizBench.Randomness.StreamKey(1, "cover", "test").Open());
        Assert.That(PartCover.Count(moved), Is.EqualTo(PartCover.Count(cover)));
        Assert.That(moved, Is.Not.EqualTo(cover));
    }

    [Test]
    public void Centred_objects_stand_where_the_others_of_their_class_stand()
    {
        var world = new CentredWorld(s_world);
        var (first, second) = (world.Draw(5), world.Draw(17));
        Assert.That(first.Pose, Is.EqualTo(second.Pose));
        Assert.That(first.Image.Pixels, Is.Not.EqualTo(second.Image.Pixels));
        var shared = Enumerable.Range(0, 64 * 64).Count(i => first.Objects[i] == 6 && second.Objects[i] == 6);
        Assert.That(shared, Is.GreaterThan(0.6 * first.Objects.Count(label => label == 6)));
    }
}
