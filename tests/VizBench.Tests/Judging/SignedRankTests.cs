using NUnit.Framework;
using VizBench.Suite;

namespace VizBench.Tests.Judging;

public sealed class SignedRankTests
{
    /// <summary>Ten pairs that all differ the same way: W = 55, mean 27.5, variance 96.25; with continuity z = 2.7521.</summary>
    [Test]
    public void The_p_value_is_that_of_the_normal_approximation()
    {
        var first = Enumerable.Range(1, 10).Select(i => i * 1.5).ToArray();
        var second = Enumerable.Range(1, 10).Select(i => (double)i).ToArray();
        Assert.That(SignedRankTest.Of(first, second), Is.EqualTo(0.0059215370).Within(1e-6));
        Assert.That(SignedRankTest.Of(second, first), Is.EqualTo(0.0059215370).Within(1e-6));
        Assert.That(SignedRankTest.Of(first, first), Is.EqualTo(1));
    }

    [Test]
    public void Holm_asks_more_of_the_smallest_p_value()
    {
        Assert.That(SignedRankTest.Holm([0.03, 0.01, 0.04]), Is.EqualTo(new[] { false, true, false }));
        Assert.That(SignedRankTest.Holm([0.02, 0.01, 0.04]), Is.EqualTo(new[] { true, true, true }));
        Assert.That(SignedRankTest.Holm([0.02, 0.001]), Is.EqualTo(new[] { true, true }));
        Assert.That(SignedRankTest.Holm([0.2]), Is.EqualTo(new[] { false }));
    }
}
