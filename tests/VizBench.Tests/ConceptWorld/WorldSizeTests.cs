using NUnit.Framework;

namespace VizBench.Tests.ConceptWorld;

public sealed class WorldSizeTests
{
    [TestCase(31)]
    [TestCase(257)]
    [TestCase(0)]
    [TestCase(-64)]
    public void A_size_outside_the_range_is_the_users_error(int size)
    {
        var error = Assert.Throws<UserError>(() => _ = Worlds.Of(size));
        Assert.That(error!.Message, Does.Contain(size.ToString()).And.Contain("32").And.Contain("256"));
    }

    [Test]
    public void A_negative_image_is_the_users_error()
    {
        var error = Assert.Throws<UserError>(() => _ = Worlds.Of(64).Draw(-1));
        Assert.That(error!.Message, Does.Contain("-1"));
    }

    [TestCase(32)]
    [TestCase(33)]
    [TestCase(77)]
    [TestCase(128)]
    [TestCase(224)]
    [TestCase(255)]
    [TestCase(256)]
    public void Every_plane_has_the_pictures_size(int size)
    {
        foreach (var sample in Worlds.Draw(size, 12))
        {
            Assert.That((sample.Image.Width, sample.Image.Height), Is.EqualTo((size, size)));
            foreach (var plane in new[] { sample.Objects, sample.Parts, sample.Materials, sample.Textures, sample.Colors })
                Assert.That(plane, Has.Length.EqualTo(size * size));
            Assert.That(sample.Colors, Has.None.Zero);
        }
    }

    // The middle of a 64th of the side lies in the pixel of 64 and between four of 128: away from outlines all agree.
    [Test]
    public void Another_size_shows_the_same_composition()
    {
        var (same, all) = (0, 0);
        foreach (var (small, large) in Worlds.First.Zip(Worlds.Draw(128, 120)))
        {
            Assert.That((large.Class, large.SubType, large.Scene, large.Pose), Is.EqualTo((small.Class, small.SubType, small.Scene,
                small.Pose)));
            var (common, either) = (0, 0);
            for (var i = 0; i < small.Objects.Length; i++)
            {
                var corner = (i / 64 * 2) * 128 + i % 64 * 2;
                var (a, b) = (small.Objects[i] > 0, large.Objects[corner] > 0);
                common += a && b ? 1 : 0;
                either += a || b ? 1 : 0;
                same += small.Parts[i] == large.Parts[corner] && small.Materials[i] == large.Materials[corner] ? 1 : 0;
                all++;
            }

            Assert.That(100 * common / either, Is.GreaterThan(75));
        }

        Assert.That(100L * same / all, Is.GreaterThan(90));
    }
}
