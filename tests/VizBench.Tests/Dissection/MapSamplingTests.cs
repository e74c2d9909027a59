using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Dissection;

/// <summary>Maps at the size of a picture.</summary>
public sealed class MapSamplingTests
{
    [Test]
    public void Values_stand_where_their_axis_says_and_between_them_it_is_linear()
    {
        using var scope = NewDisposeScope();
        // Values at the pixels 2, 6 and 10 of 13.
        var map = tensor([1.0, 5, -3], [1L, 1, 1, 3]);
        var line = MapSampling.Anchored(map, new MapAxis(0, 1), 1, new MapAxis(2, 4), 13).data<double>().ToArray();
        Assert.That(line, Is.EqualTo(new double[] { 1, 1, 1, 2, 3, 4, 5, 3, 1, -1, -3, -3, -3 }).Within(1e-12));
    }

    [TestCase(3, 12)]
    [TestCase(5, 8)]
    [TestCase(1, 4)]
    [TestCase(7, 7)]
    public void An_even_axis_is_the_bilinear_enlargement(int from, int to)
    {
        using var scope = NewDisposeScope();
        var map = tensor([.. Enumerable.Range(0, 2 * from * from).Select(i => Math.Sin(i * i))], [1L, 2, from, from]);
        var even = new MapAxis(0.5 * to / from - 0.5, (double)to / from);
        var (anchored, bilinear) = (MapSampling.Anchored(map, even, to, even, to), MapSampling.Bilinear(map, to, to));
        Assert.That((anchored - bilinear).data<double>().ToArray(), Is.All.EqualTo(0).Within(1e-12));
    }
}
