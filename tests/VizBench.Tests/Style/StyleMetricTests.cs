using NUnit.Framework;
using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Tests.Style;

public sealed class StyleMetricTests
{
    private static Tensor Random(string name, params long[] shape) =>
        tensor(new StreamKey(1, "style", name).Open().Normal(shape.Aggregate((product, extent) => product * extent)), shape);

    private static double[,] Loops(double[] features, int channels, int positions)
    {
        var gram = new double[channels, channels];
        for (var i = 0; i < channels; i++)
        {
            for (var j = 0; j < channels; j++)
            {
                for (var k = 0; k < positions; k++)
                    gram[i, j] += features[i * positions + k] * features[j * positions + k];
            }
        }

        return gram;
    }

    [Test]
    public void A_Gram_matrix_does_not_change_when_positions_are_permuted()
    {
        using var scope = NewDisposeScope();
        var features = Random("f", 2, 5, 4, 6);
        var order = tensor(new StreamKey(1, "style", "order").Open().NextPermutation(24).Select(i => (long)i).ToArray(), [24]);
        var permuted = features.flatten(2).index_select(2, order).reshape(2, 5, 6, 4);
        Assert.That((GramMatrix.PerPosition(permuted) - GramMatrix.PerPosition(features)).abs().amax(0, 1, 2).item<double>(), Is.LessThan(1e-14));
        Assert.That((GramMatrix.Of(features) - GramMatrix.PerPosition(features) * 24).abs().amax(0, 1, 2).item<double>(), Is.LessThan(1e-13));
    }

    // Computed by blocks of rows, none, two or four of them, the last a smaller one.
    [TestCase(64)]
    [TestCase(65)]
    [TestCase(150)]
    [TestCase(270)]
    public void A_Gram_matrix_is_the_product_with_its_transpose(int channels)
    {
        using var scope = NewDisposeScope();
        var features = Random("f", 2, channels, 3, 5);
        var (flat, gram) = (features.flatten(2), GramMatrix.Of(features));
        Assert.That((gram - flat.matmul(flat.transpose(1, 2))).abs().amax(0, 1, 2).item<double>(), Is.LessThan(1e-13));
        Assert.That((gram - gram.transpose(1, 2)).abs().amax(0, 1, 2).item<double>(), Is.LessThan(1e-13));
        Assert.That((GramMatrix.Of(features.requires_grad_()) - gram).abs().amax(0, 1, 2).item<double>(), Is.LessThan(1e-13), "with a graph");
    }

    // The formulas of the paper and of the two codes, written out; the style picture has another size.
    [TestCase(GramNormalization.GatysPaper)]
    [TestCase(GramNormalization.GatysCode)]
    [TestCase(GramNormalization.NeuralStyle)]
    public void Its_distance_is_the_formulas(GramNormalization normalization)
    {
        using var scope = NewDisposeScope();
        var (one, other) = (Random("f", 1, 5, 4, 6), Random("g", 1, 5, 3, 3));
        var (g, a) = (Loops(one.data<double>().ToArray(), 5, 24), Loops(other.data<double>().ToArray(), 5, 9));
        var expected = 0.0;
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                expected += normalization switch
                {
                    GramNormalization.GatysPaper => Math.Pow(g[i, j] / 24 - a[i, j] / 9, 2) / (4 * 5 * 5),
                    GramNormalization.GatysCode => Math.Pow(g[i, j] / 24 - a[i, j] / 9, 2) / (5 * 5),
                    _ => Math.Pow(g[i, j] / (5 * 24) - a[i, j] / (5 * 9), 2) / (5 * 5),
                };
            }
        }

        Assert.That(StyleDistances.Gram(GramMatrix.PerPosition(one), GramMatrix.PerPosition(other), normalization).item<double>(), Is.EqualTo(expected).Within(1e-14));
    }

    [Test]
    public void The_content_distance_is_half_the_squared_difference_of_each_picture()
    {
        using var scope = NewDisposeScope();
        var (one, other) = (Random("f", 2, 3, 2, 2), Random("h", 1, 3, 2, 2));
        var (f, p) = (one.data<double>().ToArray(), other.data<double>().ToArray());
        var expected = Enumerable.Range(0, 2).Select(n => Enumerable.Range(0, 12).Sum(i => Math.Pow(f[12 * n + i] - p[i], 2)) / 2);
        Assert.That(StyleDistances.Content(one, other).data<double>().ToArray(), Is.EqualTo(expected).Within(1e-14));
    }

    [Test]
    public void A_batch_has_the_distances_of_its_pictures_and_other_shapes_are_refused()
    {
        using var scope = NewDisposeScope();
        var (grams, wanted) = (GramMatrix.PerPosition(Random("f", 3, 4, 2, 3)), GramMatrix.PerPosition(Random("h", 1, 4, 5, 5)));
        var together = StyleDistances.Gram(grams, wanted).data<double>().ToArray();
        Assert.That(Enumerable.Range(0, 3).Select(n => StyleDistances.Gram(grams.narrow(0, n, 1), wanted).item<double>()), Is.EqualTo(together).Within(1e-15));
        Assert.That(() => StyleDistances.Gram(grams, wanted.narrow(1, 0, 3)), Throws.ArgumentException.With.Message.Contains("Gram matrices (N,C,C)"));
        Assert.That(() => StyleDistances.Content(zeros([3, 2, 2, 2]), zeros([2, 2, 2, 2])), Throws.ArgumentException.With.Message.Contains("features (N,C,h,w)"));
        Assert.That(StyleDistances.Content(zeros([1, 2, 2, 2]) * double.NaN, zeros([1, 2, 2, 2])).to(float64).item<double>(), Is.NaN);
    }

    [Test]
    public void Moments_are_those_of_each_channel_and_equal_ones_are_at_no_distance()
    {
        using var scope = NewDisposeScope();
        var features = Random("f", 1, 2, 3, 4);
        var values = features.data<double>().ToArray();
        var (mean, deviation) = ChannelMoments.Of(features, epsilon: 0);
        for (var c = 0; c < 2; c++)
        {
            var channel = values.Skip(12 * c).Take(12).ToArray();
            var average = channel.Average();
            Assert.That(mean.data<double>().ToArray()[c], Is.EqualTo(average).Within(1e-14));
            Assert.That(deviation.data<double>().ToArray()[c], Is.EqualTo(Math.Sqrt(channel.Sum(value => Math.Pow(value - average, 2)) / 11)).Within(1e-14));
        }

        Assert.That(StyleDistances.Moments(features, features).item<double>(), Is.Zero);
        Assert.That(StyleDistances.Moments(features, features + 2).item<double>(), Is.EqualTo(8).Within(1e-12), "two means that differ by 2");
    }
}
