using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class ImageMetricTests
{
    private static readonly double[] s_red = [1, 0, 0];

    [Test]
    public void Colorfulness_is_its_definition_pixel_by_pixel([Range(1, 3)] int sample)
    {
        using var scope = NewDisposeScope();
        var images = tensor(RandomTensors.Stream(sample).Uniform(2 * 3 * 5 * 4), [2, 3, 5, 4]);
        var values = images.data<double>().ToArray();
        var expected = Enumerable.Range(0, 2).Select(n =>
        {
            double Level(int channel, int pixel) => 255 * values[(n * 3 + channel) * 20 + pixel];
            var (rg, yb) = (new double[20], new double[20]);
            for (var i = 0; i < 20; i++)
                (rg[i], yb[i]) = (Level(0, i) - Level(1, i), (Level(0, i) + Level(1, i)) / 2 - Level(2, i));
            double Deviation(double[] x) => Math.Sqrt(x.Average(v => Math.Pow(v - x.Average(), 2)));
            return Math.Sqrt(Math.Pow(Deviation(rg), 2) + Math.Pow(Deviation(yb), 2)) + 0.3 * Math.Sqrt(Math.Pow(rg.Average(), 2) + Math.Pow(yb.Average(), 2));
        });
        Assert.That(Colorfulness.Of(images), Is.EqualTo(expected).Within(1e-10));
    }

    [Test]
    public void Gray_has_no_color_and_one_hue_only_its_mean()
    {
        using var scope = NewDisposeScope();
        var gray = tensor(RandomTensors.Stream(4).Uniform(12), [1, 1, 3, 4]).expand(1, 3, 3, 4);
        Assert.That(Colorfulness.Of(gray), Is.All.Zero.Within(1e-10));
        // Everywhere red: rg = 255, yb = 127.5.
        Assert.That(Colorfulness.Of(tensor(s_red, [1, 3, 1, 1]).expand(1, 3, 6, 5)), Is.All.EqualTo(0.3 * 255 * Math.Sqrt(1.25)).Within(1e-10));
    }

    [Test]
    public void Entropy_agrees_with_scikit_image()
    {
        using var scope = NewDisposeScope();
        var expected = ReferenceValues.Of("entropy");
        double[] colors = [.. ReferenceValues.Numbers(expected["bytes"]).Select(level => level / 255)];
        Assert.That(HistogramEntropy.Of(tensor(colors, [1, 3, 6, 5])), Is.All.EqualTo((double)expected["bits"]!).Within(1e-12));
    }

    [Test]
    public void Equally_many_pixels_of_each_level_have_the_levels_bits([Values(1, 2, 16, 256)] int levels)
    {
        using var scope = NewDisposeScope();
        double[] values = [.. Enumerable.Range(0, 512).Select(i => i % levels * (256 / levels) / 255.0)];
        var both = stack([tensor(values, [1, 16, 32]), zeros([1, 16, 32], float64)]);
        Assert.That(HistogramEntropy.Of(both), Is.EqualTo(new[] { Math.Log2(levels), 0 }).Within(1e-12));
    }

    [Test]
    public void A_level_holds_what_rounds_to_it()
    {
        using var scope = NewDisposeScope();
        // 0.49 and −0.000001 are level 0, 0.5 and 1.49 level 1, 254.5 and 255.001 level 255.
        var image = tensor([.. new[] { 0.49, -0.000001, 0.5, 1.49, 254.5, 255.001 }.Select(level => level / 255)], [1, 1, 2, 3]);
        Assert.That(HistogramEntropy.Of(image), Is.All.EqualTo(Math.Log2(3)).Within(1e-12));
    }

    [Test]
    public void Differences_are_their_definitions_and_norms([Range(1, 3)] int sample)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(sample);
        var (first, second) = (RandomTensors.Normal(random, 2, 3, 4, 5), RandomTensors.Normal(random, 2, 3, 4, 5));
        var (x, y) = (first.data<double>().ToArray().Chunk(60), second.data<double>().ToArray().Chunk(60));
        Assert.That(PixelDifference.RootMeanSquare(first, second), Is.EqualTo(x.Zip(y, (a, b) => Math.Sqrt(a.Zip(b, (p, q) => (p - q) * (p - q)).Sum() / 60))).Within(1e-14));
        Assert.That(PixelDifference.Greatest(first, second), Is.EqualTo(x.Zip(y, (a, b) => a.Zip(b, (p, q) => Math.Abs(p - q)).Max())));
        Assert.That(PixelDifference.RootMeanSquare(first * 3, second * 3), Is.EqualTo(PixelDifference.RootMeanSquare(first, second).Select(rms => 3 * rms)).Within(1e-13));
        Assert.That(PixelDifference.RootMeanSquare(second, second), Is.All.Zero);
        Assert.That(PixelDifference.RootMeanSquare(first, second).Zip(PixelDifference.Greatest(first, second)), Is.All.Matches<(double Rms, double Max)>(pair => pair.Rms <= pair.Max));
    }

    [Test]
    public void Variation_is_the_sum_of_neighbors_over_the_values()
    {
        using var scope = NewDisposeScope();
        // Rows 0 1 / 3 0: |dx| 1 and 3, |dy| 3 and 1, over 4 values.
        Assert.That(TotalVariation.PerValue(tensor([0.0, 1, 3, 0], [1, 1, 2, 2])), Is.EqualTo(new[] { 2.0 }));
    }

    [Test]
    public void A_batch_has_the_numbers_of_its_pictures_alone()
    {
        using var scope = NewDisposeScope();
        var images = tensor(RandomTensors.Stream(9).Uniform(3 * 3 * 16 * 13), [3, 3, 16, 13]);
        foreach (var metric in MetricRegistry.All.Where(metric => metric.Takes is MetricInput.Pictures or MetricInput.PicturePairs or MetricInput.ArrayPairs))
        {
            double[] Values(Tensor given) => metric.Call!.Values(given, metric.Takes == MetricInput.Pictures ? null : (1 - given) * 0.5, 1);
            var together = Values(images);
            Assert.That(together, Has.Length.EqualTo(3), metric.Id);
            Assert.That(Enumerable.Range(0, 3).SelectMany(n => Values(images.narrow(0, n, 1))), Is.EqualTo(together).Within(1e-12), metric.Id);
            Assert.That(together, Is.All.InRange(metric.Low, metric.High), metric.Id);
        }
    }

    [Test]
    public void What_is_not_a_number_stays_in_its_picture()
    {
        using var scope = NewDisposeScope();
        var images = tensor(RandomTensors.Stream(10).Uniform(2 * 3 * 12 * 12), [2, 3, 12, 12]);
        images.narrow(0, 1, 1).narrow(2, 5, 1).narrow(3, 6, 1).fill_(double.NaN);
        foreach (var metric in MetricRegistry.All.Where(metric => metric.Takes is MetricInput.Pictures or MetricInput.PicturePairs or MetricInput.ArrayPairs))
        {
            var values = metric.Call!.Values(images, metric.Takes == MetricInput.Pictures ? null : zeros([2, 3, 12, 12], float64) + 0.25, 1);
            Assert.That(double.IsNaN(values[1]), Is.True, metric.Id);
            Assert.That(double.IsNaN(values[0]), Is.EqualTo(metric.Id is "rank-correlation" or "top-k-overlap"), $"{metric.Id}, a constant partner");
        }
    }

    [Test]
    public void No_metric_leaves_tensors_behind()
    {
        using var scope = NewDisposeScope();
        var (images, maps) = (tensor(RandomTensors.Stream(11).Uniform(2 * 3 * 12 * 12), [2, 3, 12, 12]), tensor(RandomTensors.Stream(12).Uniform(2 * 144), [2, 12, 12]));
        var (masks, rows) = (maps.gt(0.5), maps.flatten(1));
        var (units, activations) = (masks.unsqueeze(1), rows.select(1, 0));
        var before = Tensor.TotalCount;
        foreach (var metric in MetricRegistry.All.Where(metric => metric.Call is not null))
        {
            var (first, second) = metric.Takes switch { MetricInput.MapsAndMasks => (maps, masks), MetricInput.MaskPairs => (masks, masks), _ => (images, images) };
            metric.Call!.Values(first, second, 1);
            Assert.That(Tensor.TotalCount, Is.EqualTo(before), metric.Id);
        }

        Road.MostRelevantFirst(images, maps, (_, variants) => variants.sum([1, 2, 3]), 1);
        RandomizationSimilarity.RankCorrelation(maps, maps);
        CodeDiversity.Of(images);
        PaintedActivation.Percentile(activations, rows);
        ConceptIou.Set(units, units);
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void What_has_no_colors_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.That(() => Colorfulness.Of(zeros([1, 1, 4, 4])), Throws.ArgumentException.With.Message.Contains("red, green and blue"));
        Assert.That(() => Colorfulness.Of(zeros([1, 3, 4, 4]) + 1.1), Throws.ArgumentException.With.Message.Contains("colors in 0 … 1"));
        Assert.That(() => HistogramEntropy.Of(zeros([3, 4, 4])), Throws.ArgumentException.With.Message.Contains("pictures (N,C,H,W)"));
        Assert.That(() => HistogramEntropy.Of(zeros([1, 3, 0, 4])), Throws.ArgumentException.With.Message.Contains("pictures (N,C,H,W)"));
        Assert.That(() => PixelDifference.Greatest(zeros([1, 3]), zeros([1, 4])), Throws.ArgumentException.With.Message.Contains("of one shape"));
    }
}
