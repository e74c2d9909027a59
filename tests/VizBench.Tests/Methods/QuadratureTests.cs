using NUnit.Framework;
using VizBench.Methods.Attribution;

namespace VizBench.Tests.Methods;

public sealed class QuadratureTests
{
    [Test]
    public void Weights_sum_to_one_and_points_lie_in_order_between_zero_and_one([Values] QuadratureRule rule, [Values(2, 3, 50, 201)] int count)
    {
        var quadrature = Quadrature.Of(rule, count);
        Assert.That(quadrature.Weights.Sum(), Is.EqualTo(1).Within(1e-13));
        Assert.That(quadrature.Nodes, Has.Length.EqualTo(count).And.Ordered.Ascending.And.All.InRange(0, 1));
    }

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(20)]
    public void Gauss_and_Legendre_are_exact_up_to_twice_as_many_degrees_and_no_further(int count)
    {
        var most = 2 * count - 1;
        for (var degree = 0; degree <= most; degree++)
            Assert.That(Integral(QuadratureRule.GaussLegendre, count, x => Math.Pow(x, degree)), Is.EqualTo(1.0 / (degree + 1)).Within(1e-14), $"degree {degree}");
        // Of degree 2n the error is that of the squared Legendre polynomial, which for 20 points is below what doubles show.
        if (count <= 4)
            Assert.That(Math.Abs(Integral(QuadratureRule.GaussLegendre, count, x => Math.Pow(x, most + 1)) - 1.0 / (most + 2)), Is.GreaterThan(1e-7));
    }

    [TestCase(QuadratureRule.RiemannLeft, 0.5 - 0.05)]
    [TestCase(QuadratureRule.RiemannRight, 0.5 + 0.05)]
    [TestCase(QuadratureRule.RiemannMiddle, 0.5)]
    [TestCase(QuadratureRule.Trapezoid, 0.5)]
    public void A_slope_is_missed_by_half_an_interval_at_an_end(QuadratureRule rule, double expected) =>
        Assert.That(Integral(rule, 10, x => x), Is.EqualTo(expected).Within(1e-14));

    private static double Integral(QuadratureRule rule, int count, Func<double, double> function)
    {
        var quadrature = Quadrature.Of(rule, count);
        return quadrature.Nodes.Zip(quadrature.Weights, (node, weight) => weight * function(node)).Sum();
    }
}
