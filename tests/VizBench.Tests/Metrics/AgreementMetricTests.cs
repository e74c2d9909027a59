using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class AgreementMetricTests
{
    [Test]
    public void The_overlap_is_that_of_the_highest_positions([Range(1, 4)] int sample)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(sample);
        var (first, second) = (RandomTensors.Normal(random, 2, 6, 5), RandomTensors.Normal(random, 2, 6, 5));
        static HashSet<int> Highest(double[] map, int count)
        {
            var chosen = new HashSet<int>();
            for (var k = 0; k < count; k++)
                chosen.Add(Enumerable.Range(0, map.Length).Where(i => !chosen.Contains(i)).MaxBy(i => map[i]));
            return chosen;
        }

        foreach (var (share, count) in ((double, int)[])[(0.1, 3), (0.5, 15), (0.01, 1), (1, 30)])
        {
            var expected = first.data<double>().ToArray().Chunk(30).Zip(second.data<double>().ToArray().Chunk(30), (a, b) => Highest(a, count).Intersect(Highest(b, count)).Count() / (double)count);
            Assert.That(TopOverlap.Of(first, second, share), Is.EqualTo(expected), $"{share}");
            Assert.That(TopOverlap.Of(second, first, share), Is.EqualTo(expected), $"{share}");
        }

        Assert.That(TopOverlap.Of(first, first.exp() * 3 - 1), Is.All.EqualTo(1), "only the order counts");
        Assert.That(TopOverlap.Of(first, -first, 0.5), Is.All.Zero);
    }

    [Test]
    public void Unrelated_maps_overlap_by_chance()
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(5);
        Assert.That(TopOverlap.Of(RandomTensors.Normal(random, 40, 400), RandomTensors.Normal(random, 40, 400)).Average(), Is.EqualTo(0.1).Within(0.02));
    }

    [Test]
    public void A_map_without_order_has_no_highest_positions()
    {
        using var scope = NewDisposeScope();
        var map = RandomTensors.Normal(RandomTensors.Stream(6), 1, 20);
        Assert.That(TopOverlap.Of(map, ones([1, 20], float64)), Is.All.NaN);
        Assert.That(TopOverlap.Of(map, map * double.NaN), Is.All.NaN);
        Assert.That(() => TopOverlap.Of(map, map, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Randomization_compares_magnitudes_by_ssim_and_rank()
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(7);
        var (maps, others) = (RandomTensors.Normal(random, 2, 14, 12), RandomTensors.Normal(random, 2, 14, 12));
        static Tensor Shown(Tensor map) => (map.abs() / map.abs().data<double>().ToArray().Max()).reshape(1, 1, 14, 12);
        var expected = Enumerable.Range(0, 2).Select(n => StructuralSimilarity.Of(Shown(maps.select(0, n)), Shown(others.select(0, n)), 1)[0].Mean);
        Assert.That(RandomizationSimilarity.Ssim(maps, others), Is.EqualTo(expected).Within(1e-14));
        Assert.That(RandomizationSimilarity.Ssim(maps, maps * -5), Is.All.EqualTo(1).Within(1e-12), "neither sign nor scale");
        Assert.That(RandomizationSimilarity.RankCorrelation(maps, maps * -5), Is.All.EqualTo(1).Within(1e-12));
        Assert.That(RandomizationSimilarity.RankCorrelation(maps, others), Is.EqualTo(RankCorrelation.Spearman(maps.abs(), others.abs())).Within(1e-14));
        Assert.That(RandomizationSimilarity.RankCorrelation(maps, zeros_like(maps)), Is.All.Zero, "a map without order has none in common");
        Assert.That(RandomizationSimilarity.RankCorrelation(maps, maps * double.NaN), Is.All.NaN);
        Assert.That(() => RandomizationSimilarity.Ssim(maps, others.narrow(1, 0, 13)), Throws.ArgumentException.With.Message.Contains("(N,H,W) of one shape"));
    }
}
