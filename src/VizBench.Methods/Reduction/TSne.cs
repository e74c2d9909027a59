using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Methods.Reduction;

/// <summary>
/// t-SNE, exact, into the plane: neighbours in the space are neighbours in the plane. van der Maaten and Hinton 2008, with their
/// momentum, early exaggeration and gains.
/// </summary>
internal static class TSne
{
    private const int Rounds = 400;
    private const int Exaggerated = 100;
    private const double Exaggeration = 4;
    private const double Rate = 100;

    /// <returns>(x, y) of each point</returns>
    /// <param name="perplexity">about how many neighbours a point has; below the number of points / 3</param>
    internal static double[][] Of(double[][] points, double perplexity, RandomStream stream)
    {
        var n = points.Length;
        var affinities = Affinities(points, perplexity);
        var places = Enumerable.Range(0, n).Select(_ => new[] { stream.NextNormal() * 1e-4, stream.NextNormal() * 1e-4 }).ToArray();
        var (speeds, gains) = (new double[n, 2], new double[n, 2]);
        for (var i = 0; i < n; i++)
            (gains[i, 0], gains[i, 1]) = (1, 1);
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = Gradient(affinities, places, round < Exaggerated ? Exaggeration : 1);
            var momentum = round < Exaggerated ? 0.5 : 0.8;
            for (var i = 0; i < n; i++)
            {
                for (var axis = 0; axis < 2; axis++)
                {
                    var agrees = gradient[i, axis] > 0 == speeds[i, axis] > 0;
                    gains[i, axis] = Math.Max(0.01, agrees ? gains[i, axis] * 0.8 : gains[i, axis] + 0.2);
                    speeds[i, axis] = momentum * speeds[i, axis] - Rate * gains[i, axis] * gradient[i, axis];
                    places[i][axis] += speeds[i, axis];
                }
            }
        }

        return places;
    }

    /// <summary>
    /// How much the plane loses of the space: the Kullback-Leibler divergence Σ p log(p/q) of the probabilities that two points are neighbors in it from those in the
    /// space, in nats, which is what the layout minimizes. Range [0, ∞); 0: all neighborhoods are kept.
    /// </summary>
    internal static double Divergence(double[][] points, double[][] places, double perplexity)
    {
        var (affinities, n) = (Affinities(points, perplexity), points.Length);
        double Near(int i, int j) => 1 / (1 + Neighborhoods.SquaredDistance(places[i], places[j]));
        var pairs = Enumerable.Range(0, n * n).Where(pair => pair / n != pair % n).ToArray();
        var sum = pairs.Sum(pair => Near(pair / n, pair % n));
        return pairs.Sum(pair => affinities[pair / n, pair % n] * Math.Log(affinities[pair / n, pair % n] * sum / Near(pair / n, pair % n)));
    }

    /// <summary>Symmetric probabilities that two points are neighbours; each point's bandwidth gives it the perplexity.</summary>
    private static double[,] Affinities(double[][] points, double perplexity)
    {
        var n = points.Length;
        var conditional = new double[n][];
        Parallel.For(0, n, i => conditional[i] = Conditional([.. points.Select(other => Neighborhoods.SquaredDistance(points[i], other))], i, Math.Log(perplexity)));
        var joint = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                joint[i, j] = Math.Max((conditional[i][j] + conditional[j][i]) / (2 * n), 1e-12);
        }

        return joint;
    }

    private static double[] Conditional(double[] distances, int self, double entropy)
    {
        var (low, high, precision) = (0.0, double.PositiveInfinity, 1 / Math.Max(1e-12, distances.Average()));
        var shares = new double[distances.Length];
        for (var round = 0; round < 60; round++)
        {
            var nearest = distances.Where((_, j) => j != self).Min();
            for (var j = 0; j < shares.Length; j++)
                shares[j] = j == self ? 0 : Math.Exp(-(distances[j] - nearest) * precision);
            var sum = shares.Sum();
            var found = 0.0;
            for (var j = 0; j < shares.Length; j++)
            {
                shares[j] /= sum;
                if (shares[j] > 0)
                    found -= shares[j] * Math.Log(shares[j]);
            }

            if (Math.Abs(found - entropy) < 1e-5)
                break;
            if (found > entropy)
                (low, precision) = (precision, double.IsPositiveInfinity(high) ? precision * 2 : (precision + high) / 2);
            else
                (high, precision) = (precision, (precision + low) / 2);
        }

        return shares;
    }

    private static double[,] Gradient(double[,] affinities, double[][] places, double exaggeration)
    {
        var n = places.Length;
        var near = new double[n, n];
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                near[i, j] = i == j ? 0 : 1 / (1 + Neighborhoods.SquaredDistance(places[i], places[j]));
                sum += near[i, j];
            }
        }

        var gradient = new double[n, 2];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var pull = 4 * (exaggeration * affinities[i, j] - near[i, j] / sum) * near[i, j];
                gradient[i, 0] += pull * (places[i][0] - places[j][0]);
                gradient[i, 1] += pull * (places[i][1] - places[j][1]);
            }
        }

        return gradient;
    }
}
