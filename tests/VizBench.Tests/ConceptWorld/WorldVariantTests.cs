using System.Security.Cryptography;
using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;

namespace VizBench.Tests.ConceptWorld;

public sealed class WorldVariantTests
{
    private const int Boat = 3;

    private static readonly WorldOptions s_seven = new() { Seed = 7 };

    private static IEnumerable<TestCaseData> Pinned()
    {
        yield return new TestCaseData(Shortcut(900), "649adca1352e55aad3724730104407c0b9a637003d356b0e240994db96c42589").SetArgDisplayNames("shortcut");
        yield return new TestCaseData(new ShuffledLabels(s_seven), "6da40ba5ded37ab56794e30f1306b7ac97eaac7892f5a8f8c18e52a254670481").SetArgDisplayNames("shuffled labels");
        foreach (var (category, hash) in new[] { (ConceptCategory.Color, "db3991dc48b9bbcd087d22a2c79c6f8938f1f94de28026b18adf1c2a3fda55be"), (ConceptCategory.Material, "0a7503ca140cb03d0af9a23a9df435aeb2b579e0b844d387e368e828386d3665"), (ConceptCategory.Texture, "f457c80d6ce5fe58988c68553cf9a1a9b103d8a4393873e0a028f6838b9a57d5"), (ConceptCategory.Part, "41382216e9839ebaf15ae80f005a3abbf5870ea5cb6c9f68e7a7cc6cd4fac152") })
            yield return new TestCaseData(new ProbeWorld(new ProbeOptions { World = s_seven, Category = category }), hash).SetArgDisplayNames($"probes of {category}");
        foreach (var (kind, hash) in new[] { (TransformKind.TranslateX, "083522a9102351285b1fcf3ca227f4a31cf404d61198f8bf7b012326bfa5ec98"), (TransformKind.TranslateY, "871b0f727d0d5ccb728d2ef4bbbef834a10dad93bd6c76e6335eec4dc9fa8cd4"), (TransformKind.Scale, "6915a6fc83d74b2fe7482b4cac91c817f9bf89b9d29abbdb4cc1e2a3fe2b3703"), (TransformKind.Rotate, "d1c30977a333071aaf7916956f65d796b6db2987e543492d3fec281521536dce") })
            yield return new TestCaseData(Transformed(kind), hash).SetArgDisplayNames($"transforms by {kind}");
    }

    // Backwards, and every eleventh: neither order nor neighbours matter.
    [TestCaseSource(nameof(Pinned))]
    public void Variants_are_pinned_in_any_order(IWorldSource source, string expected)
    {
        var samples = Enumerable.Range(0, 48).Reverse().Select(i => (i, source.Draw(11L * i))).OrderBy(pair => pair.i).Select(pair => pair.Item2);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sample in samples)
        {
            hash.AppendData(Worlds.Bytes(sample));
            hash.AppendData(sample.Mark);
            hash.AppendData([unchecked((byte)sample.Class)]);
        }

        Assert.That(Convert.ToHexStringLower(hash.GetHashAndReset()), Is.EqualTo(expected));
    }

    [Test]
    public void A_mark_stands_in_its_share_of_one_class_and_nowhere_else()
    {
        var world = Shortcut(700);
        var marked = new int[12];
        for (var i = 0; i < 2400; i++)
        {
            var sample = world.Draw(i);
            if (sample.Mark.Any(mark => mark > 0))
                marked[sample.Class]++;
        }

        // 200 boats: the mean is 140, three deviations are 19.
        Assert.That(marked[Boat], Is.InRange(121, 159));
        Assert.That(marked.Sum(), Is.EqualTo(marked[Boat]));
    }

    [TestCase(32)]
    [TestCase(64)]
    [TestCase(101)]
    public void A_mark_changes_the_pixels_under_its_mask_and_no_others(int size)
    {
        var (with, without) = (Shortcut(1000, size), Worlds.Of(size, 7));
        var side = Math.Max(3, size / 10);
        for (var i = Boat; i < 240; i += 12)
        {
            var (sample, plain) = (with.Draw(i), without.Draw(i));
            Assert.That(sample.Mark.Count(mark => mark == 1), Is.EqualTo(side * side));
            for (var at = 0; at < size * size; at++)
            {
                var same = sample.Image.Pixels.AsSpan(3 * at, 3).SequenceEqual(plain.Image.Pixels.AsSpan(3 * at, 3));
                Assert.That(same, Is.EqualTo(sample.Mark[at] == 0), $"image {i}, pixel {at}");
                var (r, g, b) = sample.Image[at % size, at / size];
                Assert.That(sample.Colors[at], Is.EqualTo(ColorNaming.Name(r, g, b)));
                var truth = (sample.Objects[at], sample.Parts[at], sample.Materials[at], sample.Textures[at]);
                Assert.That(truth, Is.EqualTo(sample.Mark[at] == 0 ? (plain.Objects[at], plain.Parts[at], plain.Materials[at], plain.Textures[at]) : default));
            }
        }
    }

    [Test]
    public void A_larger_share_keeps_the_marks_of_a_smaller_one()
    {
        var (few, many) = (Shortcut(300), Shortcut(800));
        for (var i = Boat; i < 600; i += 12)
        {
            if (few.Draw(i) is { } sample && sample.Mark.Contains((byte)1))
                Assert.That(many.Draw(i).Mark, Is.EqualTo(sample.Mark));
        }
    }

    [Test]
    public void Shuffled_labels_keep_pictures_and_frequencies_and_say_nothing()
    {
        var shuffled = new ShuffledLabels(new WorldOptions { Size = 32 });
        var (counts, right) = (new int[12], 0);
        for (var i = 0; i < ShuffledLabels.BlockLength; i++)
        {
            var sample = shuffled.Draw(i);
            counts[sample.Class]++;
            right += sample.Class == i % 12 ? 1 : 0;
            if (i < 24)
                Assert.That(Worlds.Bytes(sample), Is.EqualTo(Worlds.Bytes(Worlds.Of(32).Draw(i))));
        }

        Assert.That(counts, Has.All.EqualTo(100));
        // By chance 100 of 1,200 keep their label; three deviations are 29.
        Assert.That(right, Is.InRange(71, 129));
    }

    [TestCase(ConceptCategory.Color)]
    [TestCase(ConceptCategory.Material)]
    [TestCase(ConceptCategory.Texture)]
    [TestCase(ConceptCategory.Part)]
    public void A_probe_shows_one_concept_where_its_setting_says(ConceptCategory category)
    {
        var probes = new ProbeWorld(new ProbeOptions { Category = category, Extents = [40, 80], Places = 2, Contrasts = [30, 100] });
        Assert.That(probes.Count, Is.EqualTo(WorldVocabulary.Of(category).Count * 2 * 4 * 2));
        for (var i = 0; i < probes.Count; i++)
        {
            var (sample, setting) = (probes.Draw(i), probes.SettingOf(i));
            Assert.That((sample.Class, sample.Scene, sample.SubType), Is.EqualTo((-1, -1, WorldVocabulary.Of(category)[setting.Concept])));
            Assert.That(sample.Objects, Has.All.Zero);
            foreach (var (plane, own) in new[] { (sample.Parts, ConceptCategory.Part), (sample.Materials, ConceptCategory.Material), (sample.Textures, ConceptCategory.Texture) })
            {
                if (own == category)
                    Assert.That(plane.Distinct().Order(), Is.EqualTo(new[] { 0, setting.Concept + 1 }), $"probe {i}");
                else if (category != ConceptCategory.Part)
                    Assert.That(plane, Has.All.Zero);
            }

            var changed = Enumerable.Range(0, 64 * 64).Where(at => sample.Image[at % 64, at / 64] != (0x8c, 0x8c, 0x8c)).ToArray();
            Assert.That(changed, Is.Not.Empty, $"probe {i}");
            var reach = 65536 * setting.Extent / 200 + 1100;
            Assert.That(changed.All(at => Math.Abs(at % 64 * 1024 + 512 - sample.Pose.CentreX) < reach && Math.Abs(at / 64 * 1024 + 512 - sample.Pose.CentreY) < reach), $"probe {i}");
            if (category == ConceptCategory.Color && setting.Contrast == 100)
                Assert.That(sample.Colors[sample.Pose.CentreY / 1024 * 64 + sample.Pose.CentreX / 1024], Is.EqualTo(setting.Concept + 1));
        }
    }

    [TestCase(TransformKind.TranslateX)]
    [TestCase(TransformKind.TranslateY)]
    [TestCase(TransformKind.Scale)]
    [TestCase(TransformKind.Rotate)]
    public void The_middle_step_is_the_world_itself(TransformKind kind)
    {
        var transformed = Transformed(kind);
        for (var scene = 0; scene < 24; scene++)
            Assert.That(Worlds.Bytes(transformed.Draw(9 * scene + 4)), Is.EqualTo(Worlds.Bytes(Worlds.Of(64, 7).Draw(scene))), $"scene {scene}");
    }

    // A quarter of the side in 8 steps is 1/32 a step: at 64 pixels two whole ones, so the object's mask moves exactly.
    [Test]
    public void A_translation_moves_the_object_and_its_surface_by_whole_pixels()
    {
        var transformed = new TransformedWorld(new TransformOptions { World = s_seven, Kind = TransformKind.TranslateX, Steps = 9, Reach = 25 });
        var (equal, all) = (0, 0);
        for (var scene = 0; scene < 60; scene++)
        {
            var (before, after) = (transformed.Draw(9 * scene + 4), transformed.Draw(9 * scene + 5));
            Assert.That(after.Pose, Is.EqualTo(before.Pose with { CentreX = before.Pose.CentreX + 65536 / 16 }));
            for (var at = 0; at < 64 * 64; at++)
            {
                if (at % 64 >= 60 || before.Objects[at] == 0 || after.Objects[at + 4] == 0)
                    continue;
                all++;
                equal += before.Parts[at] == after.Parts[at + 4] && before.Materials[at] == after.Materials[at + 4] && before.Textures[at] == after.Textures[at + 4] ? 1 : 0;
            }
        }

        // Only what hides a bit of the object stays behind.
        Assert.That(all, Is.GreaterThan(60 * 300));
        Assert.That(equal, Is.GreaterThan(all * 98 / 100));
    }

    [Test]
    public void A_larger_scale_covers_more()
    {
        var transformed = Transformed(TransformKind.Scale);
        var (small, large) = (0, 0);
        for (var scene = 0; scene < 12; scene++)
        {
            small += transformed.Draw(9 * scene).Objects.Count(label => label > 0);
            large += transformed.Draw(9 * scene + 4).Objects.Count(label => label > 0);
        }

        Assert.That(large, Is.InRange(small * 3, small * 5));
    }

    // Also at the ends of the ranges, where the object leaves the picture.
    [TestCase(TransformKind.TranslateX, 100)]
    [TestCase(TransformKind.TranslateY, 100)]
    [TestCase(TransformKind.Scale, 90)]
    [TestCase(TransformKind.Rotate, 360)]
    public void Extreme_steps_are_drawn_too(TransformKind kind, int reach)
    {
        foreach (var size in new[] { 32, 256 })
        {
            var transformed = new TransformedWorld(new TransformOptions { World = new WorldOptions { Size = size }, Kind = kind, Steps = 2, Reach = reach });
            for (var i = 0; i < 24; i++)
                Assert.That(transformed.Draw(i).Image.Width, Is.EqualTo(size));
        }
    }

    [Test]
    public void Options_out_of_range_are_the_users_error()
    {
        Refused("there is no class 12", () => new ShortcutWorld(new ShortcutOptions { Class = 12 }));
        Refused("1001 of 1000", () => new ShortcutWorld(new ShortcutOptions { PerMille = 1001 }));
        Refused("3 % of the side", () => new ShortcutWorld(new ShortcutOptions { MarkPercent = 3 }));
        Refused("1 steps", () => new TransformedWorld(new TransformOptions { Steps = 1 }));
        Refused("reach of 91", () => new TransformedWorld(new TransformOptions { Kind = TransformKind.Scale, Reach = 91 }));
        Refused("Scene can't be shown alone", () => new ProbeWorld(new ProbeOptions { Category = ConceptCategory.Scene }));
        Refused("no concept 10 in Texture", () => new ProbeWorld(new ProbeOptions { Concept = 10 }));
        Refused("contrasts are", () => new ProbeWorld(new ProbeOptions { Contrasts = [101] }));
        Refused("extents are", () => new ProbeWorld(new ProbeOptions { Extents = [] }));
        Refused("image -1", () => Transformed(TransformKind.Scale).Draw(-1));
        Refused("image 1440 does not exist; there are 1440", () => new ProbeWorld(new ProbeOptions()).Draw(1440));
    }

    private static void Refused(string expected, Func<object> act) =>
        Assert.That(() => act(), Throws.TypeOf<UserError>().With.Message.Contains(expected));

    private static ShortcutWorld Shortcut(int perMille, int size = 64) =>
        new(new ShortcutOptions { World = new WorldOptions { Size = size, Seed = 7 }, Class = Boat, PerMille = perMille });

    private static TransformedWorld Transformed(TransformKind kind) => new(new TransformOptions { World = s_seven, Kind = kind });
}
