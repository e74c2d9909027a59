using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class RankCorrelationTests
{
    [Test]
    public void It_is_the_correlation_of_mean_ranks()
    {
        using var scope = NewDisposeScope();
        // Ranks 1, 2.5, 2.5, 4 and 4, 2, 3, 1: sums of products of deviations −4 and squares 4.5 and 5.
        var correlation = RankCorrelation.Spearman(tensor([0.0, 7, 7, 9], [1, 4]), tensor([3.0, 1, 2, -5], [1, 4]));
        Assert.That(correlation[0], Is.EqualTo(-4.5 / Math.Sqrt(4.5 * 5)).Within(1e-12));
    }

    [Test]
    public void Only_the_order_counts([Range(1, 5)] int sample)
    {
        using var scope = NewDisposeScope();
        var maps = RandomTensors.Normal(RandomTensors.Stream(sample), 2, 6, 6);
        Assert.That(RankCorrelation.Spearman(maps, maps.exp()), Is.All.EqualTo(1).Within(1e-12));
        Assert.That(RankCorrelation.Spearman(maps, -maps), Is.All.EqualTo(-1).Within(1e-12));
        Assert.That(RankCorrelation.Spearman(maps, -maps, absolute: true), Is.All.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void A_constant_map_has_no_order()
    {
        using var scope = NewDisposeScope();
        Assert.That(RankCorrelation.Spearman(zeros([1, 4], float64), RandomTensors.Normal(RandomTensors.Stream(1), 1, 4)), Is.All.NaN);
    }
}
