using NUnit.Framework;
using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Tests.Dissection;

/// <summary>The exact thresholds of a dataset that comes in parts: those of a full sort.</summary>
public sealed class UnitThresholdsTests
{
    [TestCase(0.005, 7, 40)]
    [TestCase(0.005, 1000, 3)]
    [TestCase(0.02, 64, 11)]
    [TestCase(0.5, 33, 5)]
    [TestCase(0.999, 9, 9)]
    [TestCase(1e-9, 50, 2)]
    public void Parts_give_the_quantile_of_the_whole(double share, int positions, int images)
    {
        using var scope = NewDisposeScope();
        const int units = 3;
        var all = tensor(new StreamKey(3, "thresholds", $"{share} {positions}").Open().Normal(images * units * positions), [images, units, positions, 1]);
        var thresholds = new UnitThresholds(units, (long)images * positions, share);
        for (var first = 0; first < images;)
        {
            var count = Math.Min(1 + first % 4, images - first);
            thresholds.Add(all.narrow(0, first, count));
            first += count;
        }

        var found = thresholds.Values();
        for (var unit = 0; unit < units; unit++)
            Assert.That(found[unit], Is.EqualTo(Quantile(all.select(1, unit).contiguous().data<double>().ToArray(), 1 - share)).Within(1e-12));
    }

    /// <summary>Order does not matter: values that fall, rise, or are the same all the time.</summary>
    [Test]
    public void Any_order_gives_the_same()
    {
        using var scope = NewDisposeScope();
        double[] rising = [.. Enumerable.Range(0, 4000).Select(i => Math.Floor(i / 3.0))];
        foreach (var values in new[] { rising, [.. rising.Reverse()], new double[4000] })
        {
            var thresholds = new UnitThresholds(1, values.Length, 0.01);
            foreach (var part in values.Chunk(250))
                thresholds.Add(tensor(part, [1, 1, 25, 10]));
            Assert.That(thresholds.Values()[0], Is.EqualTo(Quantile(values, 0.99)).Within(1e-12));
        }
    }

    [Test]
    public void What_can_not_be_ranked_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.That(() => new UnitThresholds(0, 10, 0.1), Throws.ArgumentException.With.Message.StartsWith("thresholds of 0 units over 10 values"));
        Assert.That(() => new UnitThresholds(1, 10, 1), Throws.ArgumentException.With.Message.StartsWith("a share of 1 can't be above a threshold"));
        var thresholds = new UnitThresholds(2, 8, 0.25);
        Assert.That(() => thresholds.Add(zeros([1, 3, 2, 2], float64)), Throws.ArgumentException.With.Message.StartsWith("activations of shape (1, 3, 2, 2) are not those of 2 units"));
        Assert.That(() => thresholds.Add(cat([zeros([1, 1, 2, 2], float64), zeros([1, 1, 2, 2], float64) / 0], 1)), Throws.ArgumentException.With.Message.StartsWith("unit 1 has an activation in image 0 (counted from 0) that is NaN or infinite"));
        var half = new UnitThresholds(2, 8, 0.25);
        half.Add(zeros([1, 2, 2, 2], float64));
        Assert.That(() => half.Values(), Throws.InvalidOperationException.With.Message.StartsWith("4 of the announced 8 values"));
        Assert.That(() => half.Add(zeros([2, 2, 2, 2], float64)), Throws.ArgumentException.With.Message.StartsWith("more than the announced 8 values"));
    }

    private static double Quantile(double[] values, double share)
    {
        double[] sorted = [.. values.Order()];
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
