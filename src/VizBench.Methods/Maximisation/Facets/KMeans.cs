using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Methods.Maximisation.Facets;

/// <summary>k-means: Lloyd's iteration from k-means++ starts. Arthur and Vassilvitskii 2007.</summary>
internal static class KMeans
{
    private const int MostRounds = 100;

    /// <returns>the cluster of each point, 0 … k − 1; every cluster has one point at least</returns>
    /// <param name="points">at least k</param>
    internal static int[] Of(double[][] points, int k, RandomStream stream)
    {
        var centres = Start(points, k, stream);
        var labels = new int[points.Length];
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Array.ConvertAll(points, point => Nearest(point, centres));
            KeepNoneEmpty(next, points, centres);
            if (round > 0 && next.AsSpan().SequenceEqual(labels))
                break;
            labels = next;
            centres = [.. Enumerable.Range(0, k).Select(cluster => Mean([.. points.Where((_, i) => labels[i] == cluster)]))];
        }

        return labels;
    }

    internal static double[] Mean(IReadOnlyList<double[]> points) =>
        [.. Enumerable.Range(0, points[0].Length).Select(axis => points.Average(point => point[axis]))];

    /// <summary>Each further centre is a point drawn in proportion to its squared distance from those there are.</summary>
    private static double[][] Start(double[][] points, int k, RandomStream stream)
    {
        var centres = new List<double[]> { points[stream.NextInt(points.Length)] };
        while (centres.Count < k)
        {
            var distances = Array.ConvertAll(points, point => centres.Min(centre => Neighborhoods.SquaredDistance(point, centre)));
            var rest = stream.NextDouble() * distances.Sum();
            var chosen = 0;
            while (chosen < points.Length - 1 && (rest -= distances[chosen]) >= 0)
                chosen++;
            centres.Add(points[chosen]);
        }

        return [.. centres];
    }

    private static int Nearest(double[] point, double[][] centres)
    {
        var best = 0;
        for (var i = 1; i < centres.Length; i++)
        {
            if (Neighborhoods.SquaredDistance(point, centres[i]) < Neighborhoods.SquaredDistance(point, centres[best]))
                best = i;
        }

        return best;
    }

    /// <summary>An empty cluster takes the point that lies farthest from its own centre.</summary>
    private static void KeepNoneEmpty(int[] labels, double[][] points, double[][] centres)
    {
        for (var cluster = 0; cluster < centres.Length; cluster++)
        {
            if (labels.Contains(cluster))
                continue;
            var farthest = Enumerable.Range(0, points.Length).Where(i => labels.Count(label => label == labels[i]) > 1).MaxBy(i => Neighborhoods.SquaredDistance(points[i], centres[labels[i]]));
            labels[farthest] = cluster;
        }
    }
}
