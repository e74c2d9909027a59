using System.Security.Cryptography;
using NUnit.Framework;

namespace VizBench.Tests.ConceptWorld;

public sealed class WorldReproducibilityTests
{
    // The world's definition is these bytes. A change of one is a new world: the reference networks were trained on the old.
    [TestCase(0, 0, 64, "0ddcaf15a4822ae1d86b0aed7fdb0ef0e911fa99bfd001c6647e16511f395d93")]
    [TestCase(0, 1, 64, "4bdad8cf51666c55f89cecbe9e787dcd348a0a04498e2a5ed6f6302fc8cfdd5e")]
    [TestCase(0, 2, 65, "4f8774dbf1beaed384a9dafc6be4190b9a5044da45b7613fc16cabe8c6155724")]
    [TestCase(0, 3, 32, "8b5b0fc275fe6621baf05e73d7b21c5ecdd3bd2b359884a548002ac74fbbde64")]
    [TestCase(0, 4, 128, "24e0b2072ddf364b2f824457a71e676b9db1c699999b4bba71aeae67e3e3fc67")]
    [TestCase(0, 5, 256, "eae59b6fc617e046b8725564e19aaec8dadcf30d72f719c14660e371e2e375bb")]
    [TestCase(1, 6, 64, "cc84c98a63d88515e7a90cf1b3bee3db45e9a69621227437fd263f4883084d33")]
    [TestCase(-7, 1_000_007, 64, "b05fabdca3aa2ae714756937a311acebef01f5a93e438b39e51d4e145b0bed8a")]
    [TestCase(long.MaxValue, 5_000_000_000, 96, "570dca78ee6638c75970b7ed4b734b1534886380f3627b49b5a89050c28f1932")]
    public void Image_and_planes_are_pinned(long seed, long index, int size, string expected)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Worlds.Bytes(Worlds.Of(size, seed).Draw(index))));
        Assert.That(hash, Is.EqualTo(expected));
    }

    // Twelve of every class, hashed together: every recipe, scene, material and pattern takes part.
    [Test]
    public void The_first_images_are_pinned()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sample in Worlds.First)
            hash.AppendData(Worlds.Bytes(sample));
        Assert.That(Convert.ToHexStringLower(hash.GetHashAndReset()), Is.EqualTo("f95aee6dff6fbc4e1d712337247689eafd0c4ac50cad59afeb7d576931e95b77"));
    }

    [Test]
    public void Order_does_not_matter()
    {
        var world = Worlds.Of(64);
        for (var i = Worlds.Count - 1; i >= 0; i--)
            Assert.That(Worlds.Bytes(world.Draw(i)), Is.EqualTo(Worlds.Bytes(Worlds.First[i])), $"image {i}");
    }

    [Test]
    public void Other_sizes_in_between_do_not_matter()
    {
        var before = Worlds.Bytes(Worlds.Of(40).Draw(17));
        _ = Worlds.Of(200).Draw(17);
        Assert.That(Worlds.Bytes(Worlds.Of(40).Draw(17)), Is.EqualTo(before));
    }

    [Test]
    public void Threads_may_share_a_world()
    {
        var world = Worlds.Of(64);
        var drawn = new byte[240][];
        Parallel.For(0, drawn.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => drawn[i] = Worlds.Bytes(world.Draw(i)));
        for (var i = 0; i < drawn.Length; i++)
            Assert.That(drawn[i], Is.EqualTo(Worlds.Bytes(Worlds.First[i])), $"image {i}");
    }

    [Test]
    public void Seeds_are_worlds_of_their_own()
    {
        var hashes = Enumerable.Range(0, 20).Select(seed => Convert.ToHexString(SHA256.HashData(Worlds.Bytes(Worlds.Of(64,
            seed).Draw(0)))));
        Assert.That(hashes.Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(20));
    }
}
