using System.Security.Cryptography;
using NUnit.Framework;
using VizBench.Data.Paintings;

namespace VizBench.Tests.Data;

public sealed class PaintingTests
{
    // Goldens take their style from these bytes.
    [TestCase("strokes", 64, 0, "84e0a86ed7f6755d61ddab62a0ef19ef1a268bc17fa308a3b1cdc8e639856373")]
    [TestCase("points", 64, 0, "4a4ed19a7e9596fbdeb94eedd7d1580e44bb5bf04b2fb9473e39a35017781233")]
    [TestCase("glass", 64, 0, "86f28b8ac4a4aba92cdb486ed4889931fdd8729a6c867fe1c31da4591c6de91a")]
    [TestCase("woodcut", 64, 0, "6d25dbf074c8090dec54aa1fe7eeabac2daac9649603d8c96616dede495d6243")]
    [TestCase("blocks", 64, 0, "804674e7f5e9f0393a7d7d21c3caae56d8eeef440f70e68fbd81cff1d5aec020")]
    [TestCase("wash", 64, 0, "87551d148c0e956926003c1b9bba6f3b8a1abb97e9631c4bc1755918396b6230")]
    [TestCase("strokes", 224, 1, "7feb8c50943562e458d6171451ef874d20ea2ac724279993d6bfa453c4d2cca1")]
    [TestCase("wash", 33, -5, "2de9dd0c828261198b63d625c74b5a318eb7ce1a971c0afe25eb73d5c633c3e4")]
    [TestCase("glass", 512, 2, "8926891ff04b1ae860952f1f52c492696cfcddf0c756b2afcbc80c76d28200da")]
    public void Its_bytes_are_pinned(string name, int size, long seed, string expected)
    {
        var image = Painting.Draw(name, size, seed);
        Assert.Multiple(() =>
        {
            Assert.That((image.Width, image.Height), Is.EqualTo((size, size)));
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(image.Pixels)), Is.EqualTo(expected));
        });
    }

    [Test]
    public void No_two_are_alike_and_another_seed_is_another_painting()
    {
        var all = Painting.Names.SelectMany(name => new[] { Painting.Draw(name, 32), Painting.Draw(name, 32, 1) }).Select(image => Convert.ToHexString(image.Pixels));
        Assert.That(all, Is.Unique);
    }

    // Another size shows the same shapes: the larger picture's 2 × 2 blocks are the smaller one's pixels, but for what edges and quarters of pixels lose.
    [TestCaseSource(typeof(Painting), nameof(Painting.Names))]
    public void Another_size_shows_the_same(string name)
    {
        var (small, large) = (Painting.Draw(name, 64), Painting.Draw(name, 128));
        var difference = 0L;
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < 64; x++)
            {
                var sum = large[2 * x, 2 * y].G + large[2 * x + 1, 2 * y].G + large[2 * x, 2 * y + 1].G + large[2 * x + 1, 2 * y + 1].G;
                difference += Math.Abs(sum / 4 - small[x, y].G);
            }
        }

        Assert.That(difference / 4096.0, Is.LessThan(6));
    }

    [Test]
    public void What_there_is_not_is_refused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => Painting.Draw("stroke", 64), Throws.TypeOf<UserError>().With.Message.StartsWith("there is no painting 'stroke'; did you mean strokes? (there are strokes, points, glass, woodcut, blocks, wash)"));
            Assert.That(() => Painting.Draw("strokes", 31), Throws.TypeOf<UserError>().With.Message.StartsWith("painting strokes: size 31 is outside 32 .. 1024 pixels"));
        });
    }
}
