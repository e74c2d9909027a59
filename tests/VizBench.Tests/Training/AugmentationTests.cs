using NUnit.Framework;
using VizBench.Randomness;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class AugmentationTests
{
    private const int Size = 16;
    private static readonly AugmentationOptions s_none = new() { Shift = 0, Contrast = 0, Color = 0, Saturation = 0, Noise = 0, Cutout = 1 };

    private static RandomStream Dice(int sample) => new StreamKey(1, "augmentation", "test").Open().At(sample);

    private static float[] Picture() => [.. new StreamKey(2, "augmentation", "picture").Open().Uniform(3 * Size * Size).Select(value => (float)value)];

    [Test]
    public void Without_strength_only_the_smallest_rectangle_remains()
    {
        for (var sample = 0; sample < 20; sample++)
        {
            var changed = Augmentation.Apply(s_none, Picture(), Size, Dice(sample)).Zip(Picture()).Count(pair => Math.Abs(pair.First - pair.Second) > 1e-6);
            Assert.That(changed, Is.EqualTo(0).Or.EqualTo(3), "nothing, or one pixel in three colours");
        }
    }

    [Test]
    public void A_shift_moves_every_pixel_alike_and_repeats_the_border()
    {
        var picture = Picture();
        var found = new HashSet<(int, int)>();
        for (var sample = 0; sample < 60; sample++)
        {
            var moved = Augmentation.Apply(s_none with { Shift = 2, Cutout = 1 }, picture, Size, Dice(sample));
            var shift = (from dx in Enumerable.Range(-2, 5) from dy in Enumerable.Range(-2, 5) where Agrees(picture, moved, dx, dy) select (dx, dy)).ToArray();
            Assert.That(shift, Has.Length.EqualTo(1));
            found.Add(shift[0]);
        }

        Assert.That(found, Has.Count.GreaterThan(15), "of twenty-five possible shifts");
    }

    [Test]
    public void Noise_has_at_most_its_deviation_and_no_mean()
    {
        var grey = Enumerable.Repeat(0.5f, 3 * 64 * 64).ToArray();
        for (var sample = 0; sample < 10; sample++)
        {
            double[] noise = [.. Augmentation.Apply(s_none with { Noise = 0.2 }, grey, 64, Dice(sample)).Select(value => value - 0.5)];
            Assert.That(noise.Average(), Is.Zero.Within(0.01));
            Assert.That(Math.Sqrt(noise.Average(v => v * v)), Is.LessThanOrEqualTo(0.21));
        }
    }

    [Test]
    public void The_same_stream_gives_the_same_picture()
    {
        var options = new AugmentationOptions { Cutout = 8 };
        var first = Augmentation.Apply(options, Picture(), Size, Dice(3));
        Assert.That(Augmentation.Apply(options, Picture(), Size, Dice(3)), Is.EqualTo(first));
        Assert.That(Augmentation.Apply(options, Picture(), Size, Dice(4)), Is.Not.EqualTo(first));
    }

    // The one painted pixel in three colours may differ.
    private static bool Agrees(float[] picture, float[] moved, int right, int down)
    {
        var wrong = 0;
        for (var i = 0; i < picture.Length; i++)
        {
            var (c, y, x) = (i / (Size * Size), i / Size % Size, i % Size);
            var from = (c * Size + Math.Clamp(y - down, 0, Size - 1)) * Size + Math.Clamp(x - right, 0, Size - 1);
            wrong += Math.Abs(moved[i] - picture[from]) > 1e-6 ? 1 : 0;
        }

        return wrong <= 3;
    }
}
