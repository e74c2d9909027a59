using NUnit.Framework;
using VizBench.Methods.Reduction;
using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Tests.Reduction;

/// <summary>Whether layouts keep neighborhoods: against the definitions written plainly.</summary>
public sealed class NeighborhoodTests
{
    private static readonly double[][] s_space = Points("space", 24, 5);
    private static readonly double[][] s_layout = Points("layout", 24, 2);

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(11)]
    public void Trustworthiness_and_continuity_are_as_defined(int k)
    {
        Assert.That(Neighborhoods.Trustworthiness(s_space, s_layout, k), Is.EqualTo(Plainly(s_space, s_layout, k)).Within(1e-12));
        Assert.That(Neighborhoods.Continuity(s_space, s_layout, k), Is.EqualTo(Plainly(s_layout, s_space, k)).Within(1e-12));
        Assert.That(Neighborhoods.Trustworthiness(s_space, s_space, k), Is.EqualTo(1));
    }

    /// <summary>Points on a line, two of which change places: scikit-learn's trustworthiness with 2 neighbors.</summary>
    [Test]
    public void A_swap_has_a_known_price()
    {
        double[][] line = [.. Enumerable.Range(0, 8).Select(i => new[] { i + i * i * 0.01 })];
        double[][] swapped = [.. line];
        (swapped[0], swapped[7]) = (swapped[7], swapped[0]);
        Assert.That(Neighborhoods.Trustworthiness(line, swapped, 2), Is.EqualTo(Plainly(line, swapped, 2)).Within(1e-12).And.InRange(0.4, 0.9));
    }

    [Test]
    public void Labels_of_the_nearest_are_counted()
    {
        double[][] points = [[0], [1], [2], [10], [11], [12], [13]];
        Assert.That(Neighborhoods.Accuracy(points, [0, 0, 0, 1, 1, 1, 1], 2), Is.EqualTo(1));
        // The last one is alone with its label.
        Assert.That(Neighborhoods.Accuracy(points, [0, 0, 0, 1, 1, 1, 2], 2), Is.EqualTo(6.0 / 7).Within(1e-12));
    }

    [Test]
    public void Numbers_that_do_not_go_together_are_refused()
    {
        Assert.That(() => Neighborhoods.Continuity(s_space, s_layout[..5], 2), Throws.ArgumentException.With.Message.StartsWith("5 points and 24 in the layout"));
        Assert.That(() => Neighborhoods.Trustworthiness(s_space, s_layout, 12), Throws.ArgumentException.With.Message.StartsWith("12 neighbors among 24 points"));
    }

    /// <summary>The layout's own number falls while it is made, and is 0 where all points are equally far in both.</summary>
    [Test]
    public void The_divergence_tells_a_layout_from_chance()
    {
        double[][] corners = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
        double[][] triangle = [[0, 0], [1, 0], [0.5, Math.Sqrt(0.75)]];
        Assert.That(TSne.Divergence(corners, triangle, 1.9), Is.EqualTo(0).Within(1e-9));
        var clusters = s_space.Select((point, i) => point.Select(value => value * 0.1 + i % 3 * 5).ToArray()).ToArray();
        var places = TSne.Of(clusters, 5, new StreamKey(1, "layout", "tests").Open());
        Assert.That(TSne.Divergence(clusters, places, 5), Is.LessThan(0.3 * TSne.Divergence(clusters, s_layout, 5)));
        Assert.That(Neighborhoods.Accuracy(places, [.. Enumerable.Range(0, 24).Select(i => (long)(i % 3))], 3), Is.EqualTo(1));
    }

    private static double Plainly(double[][] space, double[][] layout, int k)
    {
        var n = space.Length;
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            var (near, far) = (Order(space, i), Order(layout, i));
            foreach (var j in far[..k].Except(near[..k]))
                sum += Array.IndexOf(near, j) + 1 - k;
        }

        return 1 - 2.0 / (n * k * (2 * n - 3 * k - 1)) * sum;

        static int[] Order(double[][] points, int i) => [.. Enumerable.Range(0, points.Length).Where(j => j != i).OrderBy(j => points[i].Zip(points[j], (a, b) => (a - b) * (a - b)).Sum())];
    }

    private static double[][] Points(string name, int count, int axes) => [.. new StreamKey(2, "points", name).Open().Normal(count * axes).Chunk(axes)];
}
