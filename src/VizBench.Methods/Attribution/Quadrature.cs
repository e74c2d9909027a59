namespace VizBench.Methods.Attribution;

/// <summary>How an integral over [0, 1] is approximated; names as in captum, whose trapezoid rule doesn't sum to 1.</summary>
public enum QuadratureRule
{
    /// <summary>n points, exact for polynomials of degree 2n − 1.</summary>
    [ChoiceName("gausslegendre")]
    GaussLegendre,

    /// <summary>The left end of each of n intervals.</summary>
    [ChoiceName("riemann_left")]
    RiemannLeft,

    /// <summary>The right end of each of n intervals.</summary>
    [ChoiceName("riemann_right")]
    RiemannRight,

    /// <summary>The middle of each of n intervals.</summary>
    [ChoiceName("riemann_middle")]
    RiemannMiddle,

    /// <summary>Both ends of each of n − 1 intervals; the first and the last point count half.</summary>
    Trapezoid,
}

/// <summary>Points in [0, 1] and their weights, which sum to 1: ∫ f ≈ Σ w_i f(a_i). In double.</summary>
internal readonly record struct Quadrature(double[] Nodes, double[] Weights)
{
    /// <param name="count">how many points, at least 1; 2 for the trapezoid rule</param>
    internal static Quadrature Of(QuadratureRule rule, int count) => rule switch
    {
        QuadratureRule.GaussLegendre => GaussLegendre.Of(count),
        QuadratureRule.RiemannLeft => Even(count, i => (double)i / count),
        QuadratureRule.RiemannRight => Even(count, i => (i + 1.0) / count),
        QuadratureRule.RiemannMiddle => Even(count, i => (i + 0.5) / count),
        _ => Trapezoid(count),
    };

    private static Quadrature Even(int count, Func<int, double> node) =>
        new([.. Enumerable.Range(0, count).Select(node)], [.. Enumerable.Repeat(1.0 / count, count)]);

    private static Quadrature Trapezoid(int count)
    {
        var intervals = count - 1.0;
        return new(
            [.. Enumerable.Range(0, count).Select(i => i / intervals)],
            [.. Enumerable.Range(0, count).Select(i => (i == 0 || i == count - 1 ? 0.5 : 1) / intervals)]);
    }
}
