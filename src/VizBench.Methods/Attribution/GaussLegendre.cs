namespace VizBench.Methods.Attribution;

/// <summary>Gauss–Legendre quadrature on [0, 1]: the roots of the Legendre polynomial P_n by Newton's iteration.</summary>
internal static class GaussLegendre
{
    /// <summary>n points in ascending order.</summary>
    internal static Quadrature Of(int n)
    {
        var (nodes, weights) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var (root, derivative) = Root(n, i);
            // On [−1, 1] the weight is 2 / ((1 − x²) P_n'(x)²); half the interval, half the weight.
            nodes[i] = (1 - root) / 2;
            weights[i] = 1 / ((1 - root * root) * derivative * derivative);
        }

        return new Quadrature(nodes, weights);
    }

    /// <summary>The i-th root from the right and P_n' there.</summary>
    private static (double Root, double Derivative) Root(int n, int i)
    {
        const int MostIterations = 20; // from this start a handful is enough
        var x = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5));
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var (value, slope) = Legendre(n, x);
            var step = value / slope;
            x -= step;
            if (Math.Abs(step) < 1e-15)
                break;
        }

        return (x, Legendre(n, x).Derivative);
    }

    /// <summary>P_n(x) by Bonnet's recursion and P_n'(x) = n (x P_n − P_(n−1)) / (x² − 1).</summary>
    private static (double Value, double Derivative) Legendre(int n, double x)
    {
        var (before, value) = (1.0, x);
        for (var k = 2; k <= n; k++)
            (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
        return (value, n * (x * value - before) / (x * x - 1));
    }
}
