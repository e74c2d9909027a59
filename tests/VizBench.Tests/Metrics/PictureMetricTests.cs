using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class PictureMetricTests
{
    [Test]
    public void Ssim_is_its_definition_window_by_window()
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(1);
        var (first, second) = (RandomTensors.Normal(random, 1, 2, 13, 12), RandomTensors.Normal(random, 1, 2, 13, 12));
        var (x, y) = (first.data<double>().ToArray(), second.data<double>().ToArray());
        var window = Enumerable.Range(0, 121).Select(i => Math.Exp(-((i / 11 - 5) * (i / 11 - 5) + (i % 11 - 5) * (i % 11 - 5)) / 4.5)).ToArray();
        var map = new double[3 * 2];
        for (var (place, c) = (0, 0); place < map.Length * 2; place++, c = place / map.Length)
        {
            var (top, left) = (place % map.Length / 2, place % 2);
            var at = Enumerable.Range(0, 121).Select(i => (c * 13 + top + i / 11) * 12 + left + i % 11).ToArray();
            double Mean(Func<int, double> value) => at.Select((position, i) => window[i] * value(position)).Sum() / window.Sum();
            var (mx, my) = (Mean(i => x[i]), Mean(i => y[i]));
            var (vx, vy, xy) = (Mean(i => (x[i] - mx) * (x[i] - mx)), Mean(i => (y[i] - my) * (y[i] - my)), Mean(i => (x[i] - mx) * (y[i] - my)));
            map[place % map.Length] += (2 * mx * my + 4e-4) * (2 * xy + 36e-4) / ((mx * mx + my * my + 4e-4) * (vx + vy + 36e-4)) / 2;
        }

        var ssim = StructuralSimilarity.Of(first, second, 2)[0];
        Assert.That(ssim.Mean, Is.EqualTo(map.Average()).Within(1e-12));
        Assert.That(ssim.Worst, Is.EqualTo(map.Min()).Within(1e-12));
    }

    [Test]
    public void Equal_pictures_are_as_alike_as_can_be()
    {
        using var scope = NewDisposeScope();
        var pictures = RandomTensors.Normal(RandomTensors.Stream(2), 2, 3, 16, 16);
        Assert.That(StructuralSimilarity.Of(pictures, pictures, 1).Select(ssim => ssim.Worst), Is.All.EqualTo(1).Within(1e-12));
        Assert.That(SignalToNoise.Of(pictures, pictures, 1), Is.All.EqualTo(double.PositiveInfinity));
        Assert.That(SignalToNoise.Of(pictures, pictures + 0.1, 1), Is.All.EqualTo(20).Within(1e-9));
    }

    [Test]
    public void Local_damage_shows_in_the_worst_window()
    {
        using var scope = NewDisposeScope();
        var picture = RandomTensors.Normal(RandomTensors.Stream(3), 1, 1, 64, 64);
        var damaged = picture.clone();
        damaged.narrow(2, 20, 12).narrow(3, 20, 12).mul_(0);
        var ssim = StructuralSimilarity.Of(picture, damaged, 4)[0];
        Assert.That(ssim.Mean, Is.GreaterThan(0.8));
        Assert.That(ssim.Worst, Is.LessThan(0.1));
    }

    [Test]
    public void What_cannot_be_compared_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.That(() => StructuralSimilarity.Of(zeros([1, 1, 10, 16]), zeros([1, 1, 10, 16]), 1), Throws.ArgumentException.With.Message.Contains("windows of 11×11"));
        Assert.That(() => SignalToNoise.Of(zeros([1, 1, 2, 2]), zeros([1, 1, 2, 3]), 1), Throws.ArgumentException.With.Message.Contains("of one shape"));
        Assert.That(() => SignalToNoise.Of(zeros([1, 1, 2, 2]), zeros([1, 1, 2, 2]), 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
