using NUnit.Framework;
using VizBench.Methods.Reduction;
using VizBench.Randomness;

namespace VizBench.Tests.Reduction;

/// <summary>Principal axes and non-negative factors of planted data.</summary>
public sealed class FactorTests
{
    /// <summary>Three axes with known variances about a mean: found in their order, with their shares, and the points are their sum.</summary>
    [Test]
    public void Principal_axes_are_the_planted_ones()
    {
        using var scope = NewDisposeScope();
        double[][] axes = [[0.6, 0.8, 0, 0], [-0.8, 0.6, 0, 0], [0, 0, 1, 0]];
        // A factorial design: the axes' amounts are uncorrelated exactly.
        double[][] points = [.. Enumerable.Range(0, 8).Select(i => Sum(axes, [i % 2 == 0 ? 3 : -3, i / 2 % 2 == 0 ? 2 : -2, i / 4 == 0 ? 1 : -1], [5.0, 5, 5, 5]))];
        var factors = PrincipalAxes.Factor(Matrix(points), 2);
        Assert.That(factors.Directions[0], Is.EqualTo(axes[0]).Within(1e-12));
        // Turned so that the largest weight is positive.
        Assert.That(factors.Directions[1], Is.EqualTo(new[] { 0.8, -0.6, 0, 0 }).Within(1e-12));
        Assert.That(factors.Shares, Is.EqualTo(new[] { 9.0 / 14, 4.0 / 14 }).Within(1e-12));
        Assert.That(factors.Explained, Is.EqualTo(13.0 / 14).Within(1e-12));
        Assert.That(factors.Amounts.contiguous().data<double>().ToArray()[..2], Is.EqualTo(new[] { 3.0, -2 }).Within(1e-12));
    }

    /// <summary>Parts that don't overlap can be had back in one way only.</summary>
    [Test]
    public void Non_negative_factors_are_the_planted_ones()
    {
        using var scope = NewDisposeScope();
        double[][] parts = [[0, 0, 0, 0.6, 0.8], [0.8, 0, 0.6, 0, 0], [0, 1, 0, 0, 0]];
        var stream = new StreamKey(3, "nmf", "amounts").Open();
        double[][] points = [.. Enumerable.Range(0, 60).Select(_ => Sum(parts, [9 * Sparse(), 4 * Sparse(), Sparse()], new double[5]))];
        var factors = NonNegativeFactors.Factor(Matrix(points), 3, new StreamKey(1, "nmf", "start").Open());
        for (var factor = 0; factor < 3; factor++)
            Assert.That(factors.Directions[factor], Is.EqualTo(parts[factor]).Within(2e-3), $"factor {factor}");
        Assert.That(factors.Explained, Is.InRange(0.9999, 1));
        Assert.That(factors.Shares, Is.Ordered.Descending);
        Assert.That(factors.Shares.Sum(), Is.EqualTo(1).Within(1e-12));

        double Sparse() => Math.Max(0, stream.NextDouble() - 0.4);
    }

    /// <summary>Of noise no factorization is exact: as near to it as the multiplicative updates of Lee and Seung 2001 come, and never negative.</summary>
    [Test]
    public void Non_negative_factors_are_as_near_as_multiplicative_updates()
    {
        using var scope = NewDisposeScope();
        var stream = new StreamKey(5, "nmf", "noise").Open();
        var points = Matrix([.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 12).Select(_ => stream.NextDouble()).ToArray())]);
        var factors = NonNegativeFactors.Factor(points, 4, new StreamKey(1, "nmf", "start").Open());
        Assert.That(factors.Directions.SelectMany(direction => direction).Min(), Is.GreaterThanOrEqualTo(0));
        Assert.That(factors.Amounts.amin([0, 1]).item<double>(), Is.GreaterThanOrEqualTo(0));
        var again = NonNegativeFactors.Factor(points, 4, new StreamKey(1, "nmf", "start").Open());
        Assert.That(again.Directions.SelectMany(direction => direction), Is.EqualTo(factors.Directions.SelectMany(direction => direction)).Within(1e-12));
        Assert.That(factors.Explained, Is.GreaterThan(Multiplicative(points, 4) - 0.02));
    }

    [Test]
    public void Many_features_of_few_points_have_the_same_axes()
    {
        using var scope = NewDisposeScope();
        var points = tensor(new StreamKey(7, "axes", "wide").Open().Normal(6 * 1100), [6, 1100]);
        var (few, gram) = (PrincipalAxes.Of(points, 5), points - points.mean([0], true));
        // Distances between points are kept by all axes together, whatever their signs.
        Assert.That(Distances(few), Is.EqualTo(Distances(gram)).Within(1e-8));

        static double[] Distances(Tensor rows) => [.. Enumerable.Range(0, 36).Select(pair => (rows.select(0, pair / 6) - rows.select(0, pair % 6)).square().sum().item<double>())];
    }

    private static double Multiplicative(Tensor points, int count)
    {
        var stream = new StreamKey(9, "nmf", "oracle").Open();
        Tensor Start(long rows, long columns) => tensor([.. Enumerable.Range(0, (int)(rows * columns)).Select(_ => 0.1 + stream.NextDouble())], [rows, columns]);
        var (w, h) = (Start(points.shape[0], count), Start(count, points.shape[1]));
        for (var round = 0; round < 400; round++)
        {
            h = h * (w.transpose(0, 1).matmul(points) / w.transpose(0, 1).matmul(w).matmul(h));
            w = w * (points.matmul(h.transpose(0, 1)) / w.matmul(h.matmul(h.transpose(0, 1))));
        }

        return 1 - (points - w.matmul(h)).square().sum().item<double>() / (points - points.mean([0], true)).square().sum().item<double>();
    }

    private static double[] Sum(double[][] directions, double[] amounts, double[] mean) =>
        [.. mean.Select((value, feature) => value + amounts.Select((amount, i) => amount * directions[i][feature]).Sum())];

    private static Tensor Matrix(double[][] rows) => tensor([.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length]);
}
