using NUnit.Framework;
using VizBench.Suite;

namespace VizBench.Tests.Evaluation;

public sealed class SignedRankTests
{
    [Test]
    public void Up_to_thirty_pairs_the_p_value_is_exact()
    {
        var first = Enumerable.Range(1, 10).Select(i => i * 1.5).ToArray();
        var second = Enumerable.Range(1, 10).Select(i => (double)i).ToArray();
        Assert.That(SignedRankTest.Of(first, second), Is.EqualTo(2 / 1024.0), "all ten the same way: one of the two ends");
        Assert.That(SignedRankTest.Of(second, first), Is.EqualTo(2 / 1024.0));
        Assert.That(SignedRankTest.Of(first, first), Is.EqualTo(1));
        // Ranks 1, 2, 3 with W = 5: sums of at least 5 or at most 1 come of 4 of the 8 ways.
        Assert.That(SignedRankTest.Of([0, 2, 3], [1, 0, 0]), Is.EqualTo(0.5));
        // Ranks 1.5, 1.5, 3 with W = 4.5: sums of 4.5, 6, 1.5 and 0 come of 2 + 1 + 2 + 1 ways.
        Assert.That(SignedRankTest.Of([0, 1, 3], [1, 0, 0]), Is.EqualTo(0.75));
    }

    /// <summary>Ten pairs that all differ the same way: W = 55, mean 27.5, variance 96.25; with continuity z = 2.7521.</summary>
    [Test]
    public void Beyond_it_is_that_of_the_normal_approximation() =>
        Assert.That(SignedRankTest.Approximate([.. Enumerable.Range(1, 10).Select(rank => (double)rank)], 55), Is.EqualTo(0.0059215370).Within(1e-9));

    [Test]
    public void Holm_asks_more_of_the_smallest_p_value()
    {
        Assert.That(SignedRankTest.Holm([0.03, 0.01, 0.04]), Is.EqualTo(new[] { false, true, false }));
        Assert.That(SignedRankTest.Holm([0.02, 0.01, 0.04]), Is.EqualTo(new[] { true, true, true }));
        Assert.That(SignedRankTest.Holm([0.02, 0.001]), Is.EqualTo(new[] { true, true }));
        Assert.That(SignedRankTest.Holm([0.2]), Is.EqualTo(new[] { false }));
    }
}
