using System.Security.Cryptography;
using NUnit.Framework;

namespace VizBench.Tests.ConceptWorld;

public sealed class WorldReproducibilityTests
{
    // The world's definition is these bytes. A change of one is a new world: the reference networks were trained on the old.
    [TestCase(0, 0, 64, "8eee3d6fd5da6f23cc5fb5b636c4e00df5c47eff2edc26065ee377f7b4a09d62")]
    [TestCase(0, 1, 64, "bfd810ddca0a985b1dbb5496e500b2505d844090666c2832e9b13fef41c10ce1")]
    [TestCase(0, 2, 65, "3da2e1fef20374603c1c0e71f435aedb63f1f8366b2fc65e9e428067c34283f8")]
    [TestCase(0, 3, 32, "0f6c954ba1e31f70a6ba1f3aa2f0669014d61caea162a558f8234f41ef909a9d")]
    [TestCase(0, 4, 128, "ee2e570f315a6341becc85f3197a81ec0aaa013ddb6aa2545019ead82ac6c913")]
    [TestCase(0, 5, 256, "45634994b4acf8b868fa77d256b41c5475c0fbd1c12d04d054f1af3186fe64a4")]
    [TestCase(1, 6, 64, "b034b640de8c481ccd88e76a48aa79ad33e811689da5d86c9d2296318697cb80")]
    [TestCase(-7, 1_000_007, 64, "e5cff62fc1cdc9c7e2019e77e634bc38cf667bf38df0cd523bf1ae10d1b1f37a")]
    [TestCase(long.MaxValue, 5_000_000_000, 96, "0f05f57afe3d175ea829bf9a18552645a93b2497d92ee469dc6dfcc74af43aec")]
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
        Assert.That(Convert.ToHexStringLower(hash.GetHashAndReset()), Is.EqualTo("09bd97036cdd018ae0958660bf1aa3dbce4b3c69f9dafc161b9fb394c0224967"));
    }

    [Test]
    public void Order_does_not_matter()
    {
        var world = Worlds.Of(64);
        for (var i = 59; i >= 0; i--)
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
