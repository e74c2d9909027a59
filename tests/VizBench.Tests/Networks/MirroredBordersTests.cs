using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Tests.Networks;

/// <summary>Convolutions that mirror what lies at the border.</summary>
public sealed class MirroredBordersTests
{
    /// <summary>A sum over windows of 3×5 that is padded by other numbers in the two directions: by hand, with indices that are mirrored.</summary>
    [Test]
    public void Each_direction_is_mirrored_by_its_own_padding()
    {
        using var scope = NewDisposeScope();
        var (network, picture) = (Summing(6, 7), arange(0, 42, 1, float64).reshape(1, 1, 6, 7).square());
        var made = ForwardWalk.Outputs(MirroredBorders.Of(network), picture, ["sum"])[0];
        Assert.That(made.shape, Is.EqualTo(new long[] { 1, 1, 6, 7 }));
        var (values, sums) = (picture.data<double>().ToArray(), made.data<double>().ToArray());
        for (var y = 0; y < 6; y++)
        {
            for (var x = 0; x < 7; x++)
            {
                var expected = (from dy in Enumerable.Range(-1, 3) from dx in Enumerable.Range(-2, 5) select values[Mirrored(y + dy, 6) * 7 + Mirrored(x + dx, 7)]).Sum();
                Assert.That(sums[y * 7 + x], Is.EqualTo(expected).Within(1e-9));
            }
        }

        static int Mirrored(int position, int length) => position < 0 ? -position : position >= length ? 2 * (length - 1) - position : position;
    }

    [Test]
    public void A_map_that_is_smaller_than_its_padding_has_nothing_to_mirror()
    {
        using var scope = NewDisposeScope();
        var network = Summing(6, 2);
        Assert.That(() => MirroredBorders.Of(network), Throws.ArgumentException.With.Message.Contains("can't be mirrored"));
    }

    [Test]
    public void A_network_without_padding_stays()
    {
        using var scope = NewDisposeScope();
        var mirrored = MirroredBorders.Of(Summing(6, 7));
        Assert.That(MirroredBorders.Of(mirrored), Is.SameAs(mirrored));
    }

    private static Network Summing(long height, long width)
    {
        var convolution = new Convolution(1, 1, new Extent(3, 5)) { Padding = new Extent(1, 2), HasBias = false };
        var architecture = new Architecture("sums", [1, height, width], Preprocessing.ConceptWorld(64), [new Layer("sum", convolution, [Architecture.InputName])]);
        return new Network(architecture, new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["sum.weight"] = ones([1, 1, 3, 5], float64) }, float64, CPU);
    }
}
