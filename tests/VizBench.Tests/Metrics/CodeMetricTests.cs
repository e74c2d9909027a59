using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class CodeMetricTests
{
    private static double[][] Rows(Tensor codes) => [.. codes.data<double>().ToArray().Chunk((int)codes.shape[1])];

    [Test]
    public void The_kernel_distance_is_its_definition_pair_by_pair()
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(21);
        var (first, second) = (RandomTensors.Normal(random, 4, 7), RandomTensors.Normal(random, 9, 7) * 1.5 + 0.5);
        var (x, y) = (Rows(first), Rows(second));
        static double Kernel(double[] a, double[] b) => Math.Pow(a.Zip(b, (p, q) => p * q).Sum() / 7 + 1, 3);
        var (ofFirst, ofSecond, across) = (0.0, 0.0, 0.0);
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
                ofFirst += i == j ? 0 : Kernel(x[i], x[j]) / (4 * 3);
            for (var j = 0; j < 9; j++)
                across += Kernel(x[i], y[j]) / (4 * 9);
        }

        for (var i = 0; i < 9; i++)
        {
            for (var j = 0; j < 9; j++)
                ofSecond += i == j ? 0 : Kernel(y[i], y[j]) / (9 * 8);
        }

        Assert.That(CodeDistance.Kernel(first, second), Is.EqualTo(ofFirst + ofSecond - 2 * across).Within(1e-12));
        Assert.That(CodeDistance.Kernel(second, first), Is.EqualTo(CodeDistance.Kernel(first, second)).Within(1e-12));
    }

    [Test]
    public void Sets_of_one_distribution_have_no_kernel_distance_on_average_however_small()
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(22);
        // All splits of six codes into three and three: over them the estimate's mean is exactly 0, as every pair is as often together as apart.
        var codes = RandomTensors.Normal(random, 6, 5);
        var splits = Enumerable.Range(0, 64).Where(bits => int.PopCount(bits) == 3).Select(bits =>
        {
            Tensor Side(int bit) => stack([.. Enumerable.Range(0, 6).Where(i => (bits >> i & 1) == bit).Select(i => codes.select(0, i))]);
            return CodeDistance.Kernel(Side(1), Side(0));
        }).ToArray();
        Assert.That(splits, Has.Length.EqualTo(20).And.Some.Negative.And.Some.Positive);
        Assert.That(splits.Average(), Is.Zero.Within(1e-12));
        Assert.That(CodeDistance.Kernel(codes, codes + 2), Is.GreaterThan(splits.Max()));
    }

    [Test]
    public void The_frechet_distance_of_Gaussians_is_known()
    {
        using var scope = NewDisposeScope();
        // Unit 0: means 1 and 4, deviations √2 and √8; unit 1: the same twice.
        var first = tensor([0.0, 3, 2, 5], [2, 2]);
        var second = tensor([2.0, 5, 6, 3], [2, 2]);
        Assert.That(CodeDistance.Frechet(first, second), Is.EqualTo((9 + Math.Pow(Math.Sqrt(2) - Math.Sqrt(8), 2) + 0) / 2).Within(1e-12));
        Assert.That(CodeDistance.Frechet(first, first), Is.Zero);

        // Of many draws it comes to (μ₁ − μ₂)² + (σ₁ − σ₂)², whatever the units' covariance.
        var normal = RandomTensors.Normal(RandomTensors.Stream(23), 20_000, 2);
        var together = cat([normal, normal.narrow(1, 0, 1)], 1);
        Assert.That(CodeDistance.Frechet(together, RandomTensors.Normal(RandomTensors.Stream(24), 20_000, 3) * 3 + 2), Is.EqualTo(4 + 4).Within(0.15));
    }

    [Test]
    public void Sets_that_cannot_be_compared_are_refused()
    {
        using var scope = NewDisposeScope();
        foreach (var (first, second) in ((long[], long[])[])[([1, 3], [2, 3]), ([2, 3], [1, 3]), ([2, 3], [2, 4]), ([2, 3, 1], [2, 3, 1]), ([2, 0], [2, 0])])
        {
            Assert.That(() => CodeDistance.Kernel(zeros(first), zeros(second)), Throws.ArgumentException.With.Message.Contains("at least two of each"));
            Assert.That(() => CodeDistance.Frechet(zeros(first), zeros(second)), Throws.ArgumentException.With.Message.Contains("at least two of each"));
        }

        Assert.That(() => CodeError.Of(zeros([2, 3]), zeros([2, 4])), Throws.ArgumentException.With.Message.Contains("of one shape"));
        Assert.That(() => ProbabilityByOthers.Of([], [0]), Throws.ArgumentException.With.Message.Contains("at least one other network"));
        Assert.That(() => ProbabilityByOthers.Of([zeros([2, 3])], [0]), Throws.ArgumentException.With.Message.Contains("of 1 pictures"));
        Assert.That(() => ProbabilityByOthers.Of([zeros([1, 3])], [3]), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("from 0 to 2"));
    }

    [Test]
    public void The_error_of_a_code_is_relative_to_the_original()
    {
        using var scope = NewDisposeScope();
        var original = tensor([3.0, 0, 0, 4, 1, 2, 2, 4], [2, 2, 2]);
        Assert.That(CodeError.Of(original, original), Is.EqualTo(new[] { 0.0, 0 }));
        Assert.That(CodeError.Of(zeros_like(original), original), Is.EqualTo(new[] { 1.0, 1 }));
        // Off by (0, 0, 0, 1) of a code of length 5, and by (0, 3, 0, 4) of one of length 5.
        Assert.That(CodeError.Of(original + tensor([0.0, 0, 0, 1, 0, 3, 0, 4], [2, 2, 2]), original), Is.EqualTo(new[] { 0.2, 1 }).Within(1e-15));
        Assert.That(CodeError.Of(original, zeros_like(original)), Is.All.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void Other_networks_count_alike() => Assert.Multiple(() =>
    {
        using var scope = NewDisposeScope();
        var (one, other) = (tensor([0.7, 0.2, 0.1, 0.0, 0.5, 0.5], [2, 3]), tensor([0.1, 0.8, 0.1, 0.2, 0.2, 0.6], [2, 3]));
        Assert.That(ProbabilityByOthers.Of([one, other], [0, 2]), Is.EqualTo(new[] { 0.4, 0.55 }).Within(1e-15));
        Assert.That(ProbabilityByOthers.Of([one], [1, 0]), Is.EqualTo(new[] { 0.2, 0 }).Within(1e-15));
    });

    [Test]
    public void The_slope_is_as_far_on_either_side() =>
        Assert.That(new[] { -3.0, -1.5, -2.25 }.Select(slope => RadialPowerSpectrum.SlopeDistance(slope, -2.25)), Is.EqualTo(new[] { 0.75, 0.75, 0 }));
}
