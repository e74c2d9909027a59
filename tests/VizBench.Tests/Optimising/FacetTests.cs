using NUnit.Framework;
using VizBench.Methods.Maximisation.Facets;
using VizBench.Methods.Reduction;
using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Tests.Optimising;

public sealed class FacetTests
{
    private static readonly double[][] s_points = [.. Enumerable.Range(0, 60).Select(i => new StreamKey(1, "facets", "points", i).Open().Normal(5).Select(value => value + i % 3 * 8).ToArray())];

    [Test]
    public void Clusters_that_lie_apart_are_found_and_their_names_measure_it()
    {
        var labels = KMeans.Of(s_points, 3, new StreamKey(1, "facets", "k-means").Open());
        var names = Enumerable.Range(0, 60).Select(i => $"kind {i % 3}").ToArray();
        Assert.That(FacetTruth.Purity(labels, names), Is.EqualTo(1));
        Assert.That(FacetTruth.Found(labels, names), Is.EqualTo(1));
        Assert.That(FacetTruth.Purity([.. labels.Select(_ => 0)], names), Is.EqualTo(1 / 3.0).Within(1e-12));
    }

    [Test]
    public void The_last_digits_of_points_don_t_change_their_layout()
    {
        double[] Layout(double error)
        {
            double[][] points = [.. s_points.Select((point, i) => point.Select((value, axis) => value * (1 + error * Math.Sin(7 * i + axis))).ToArray())];
            return [.. TSne.Of(CoarseNumbers.Of(points), 10, new StreamKey(1, "facets", "layout").Open()).SelectMany(place => place)];
        }

        Assert.That(Layout(1e-14), Is.EqualTo(Layout(0)));
        Assert.That(Layout(1e-3), Is.Not.EqualTo(Layout(0)));
    }

    [Test]
    public void A_layout_keeps_neighbours_together()
    {
        var plane = TSne.Of(s_points, 10, new StreamKey(1, "facets", "layout").Open());
        var own = Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 60).Where(j => j != i).MinBy(j => Neighborhoods.SquaredDistance(plane[i], plane[j])) % 3 == i % 3);
        Assert.That(own.Count(same => same), Is.GreaterThanOrEqualTo(58));
    }
}
