using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class NumericalMetricTests
{
    [Test]
    public void Steps_between_numbers_are_counted_as_NumPy_counts_them([Values("float32", "float64")] string type)
    {
        using var scope = NewDisposeScope();
        foreach (var pair in ReferenceValues.Of("ulp")[type]!.AsArray())
        {
            var (a, b) = (One((double)pair!["a"]!), One((double)pair["b"]!));
            Assert.That(type is "float32" ? UlpDistance.Float32(a, b) : UlpDistance.Float64(a, b), Is.EqualTo(new[] { (double)pair["steps"]! }), pair.ToJsonString());
        }
    }

    [Test]
    public void Neighbors_are_one_step_apart_wherever_they_lie([Values(0, 1, -1, 2, 1e-310, double.MaxValue, -4e-324, 1e300, 0.5)] double value)
    {
        using var scope = NewDisposeScope();
        Assert.That(UlpDistance.Float64(One(value), One(Math.BitIncrement(value))), Is.EqualTo(new[] { 1.0 }));
        Assert.That(UlpDistance.Float64(One(Math.BitDecrement(value)), One(value)), Is.EqualTo(new[] { 1.0 }));
        Assert.That(UlpDistance.Float32(One((float)value), One(MathF.BitDecrement((float)value))), Is.EqualTo(new[] { 1.0 }));
    }

    [Test]
    public void The_worst_value_decides_and_zeros_have_no_sign()
    {
        using var scope = NewDisposeScope();
        var reference = tensor([1.0, -0.0, 3, 4, 5, 6], [2, 3]);
        var result = tensor([1, 0.0, Math.BitIncrement(Math.BitIncrement(3.0)), 4, Math.BitDecrement(5.0), 6], [2, 3]);
        Assert.That(UlpDistance.Float64(result, reference), Is.EqualTo(new[] { 2.0, 1 }));
        Assert.That(UlpDistance.Float32(result, reference), Is.EqualTo(new[] { 0.0, 0 }));
        Assert.That(UlpDistance.Float64(One(double.PositiveInfinity), One(double.NegativeInfinity)), Is.EqualTo(new[] { 2.0 * BitConverter.DoubleToInt64Bits(double.PositiveInfinity) }));
    }

    [Test]
    public void An_error_is_relative_to_the_references_greatest_value()
    {
        using var scope = NewDisposeScope();
        var reference = tensor([1.0, -4, 0, 0, 0, 0, 0, 0, 0], [3, 3]);
        var result = tensor([1.5, -4, 0.25, 0, 0, 0, 0, 1, 0], [3, 3]);
        Assert.That(RelativeError.Of(result, reference), Is.EqualTo(new[] { 0.125, 0, double.PositiveInfinity }));
        Assert.That(RelativeError.Of(result * 7, reference * 7)[0], Is.EqualTo(0.125).Within(1e-15));
    }

    [Test]
    public void The_cosine_is_scipys_and_ignores_scale()
    {
        using var scope = NewDisposeScope();
        var maps = ReferenceValues.Of("maps");
        var (one, other) = (tensor(ReferenceValues.Numbers(maps["one"]), [1, 24]), tensor(ReferenceValues.Numbers(maps["other"]), [1, 24]));
        Assert.That(CosineSimilarity.Of(one, other)[0], Is.EqualTo((double)maps["cosine"]!).Within(1e-14));
        Assert.That(RankCorrelation.Spearman(one, other)[0], Is.EqualTo((double)maps["spearman"]!).Within(1e-14));
        Assert.That(CosineSimilarity.Of(one * 1e-200, other * 1e200)[0], Is.EqualTo((double)maps["cosine"]!).Within(1e-14));
        Assert.That(CosineSimilarity.Of(one, one * -2)[0], Is.EqualTo(-1).Within(1e-15));
        Assert.That(CosineSimilarity.Of(one, zeros_like(one))[0], Is.NaN);
    }

    [Test]
    public void The_worst_window_is_found_by_a_loop_over_windows([Values(8, 11, 21)] int height, [Values(9, 16)] int width)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(height * 100 + width);
        var (first, second) = (RandomTensors.Normal(random, 1, 2, height, width), RandomTensors.Normal(random, 1, 2, height, width));
        var (x, y) = (first.data<double>().ToArray(), second.data<double>().ToArray());
        var worst = 0.0;
        for (var top = 0; top <= height - 8; top++)
        {
            for (var left = 0; left <= width - 8; left++)
            {
                if ((top % 4 != 0 && top != height - 8) || (left % 4 != 0 && left != width - 8))
                    continue;
                var sum = 0.0;
                for (var i = 0; i < 128; i++)
                {
                    var at = (i / 64 * height + top + i % 64 / 8) * width + left + i % 8;
                    sum += Math.Abs(x[at] - y[at]);
                }

                worst = Math.Max(worst, sum / 128);
            }
        }

        Assert.That(WorstWindow.Of(first, second)[0], Is.EqualTo(worst).Within(1e-14));
    }

    [Test]
    public void Every_pixel_lies_in_a_window([Values(1, 7, 8, 9, 11, 12, 13, 16, 31, 224)] int length)
    {
        var starts = WorstWindow.Starts(length).ToArray();
        Assert.That(Enumerable.Range(0, length).Where(at => !starts.Any(start => at >= start && at < start + WorstWindow.Size)), Is.Empty);
        Assert.That(starts, Is.Ordered.And.Unique);
        Assert.That(starts[0], Is.Zero);
        Assert.That(starts[^1] + Math.Min(length, WorstWindow.Size), Is.EqualTo(length));
    }

    [Test]
    public void Damage_in_the_last_columns_shows_and_so_does_that_of_a_small_picture()
    {
        using var scope = NewDisposeScope();
        var picture = zeros([1, 1, 20, 22], float64);
        var damaged = picture.clone();
        damaged.narrow(3, 20, 2).fill_(1);
        Assert.That(WorstWindow.Of(damaged, picture)[0], Is.EqualTo(0.25));
        Assert.That(WorstWindow.Of(zeros([1, 3, 2, 5]), ones([1, 3, 2, 5]))[0], Is.EqualTo(1));
    }

    [Test]
    public void Arrays_of_two_shapes_are_refused()
    {
        using var scope = NewDisposeScope();
        foreach (var metric in MetricRegistry.All.Where(metric => metric.Takes is MetricInput.PicturePairs or MetricInput.ArrayPairs or MetricInput.MaskPairs or MetricInput.MapsAndMasks))
        {
            var (first, second) = metric.Takes is MetricInput.MaskPairs ? (zeros([1, 12, 12], @bool), zeros([1, 12, 13], @bool))
                : metric.Takes is MetricInput.MapsAndMasks ? (zeros([1, 12, 12]), zeros([1, 12, 13], @bool)) : (zeros([1, 3, 12, 12]), zeros([1, 3, 12, 13]));
            Assert.That(() => metric.Call!.Values(first, second, 1), Throws.InstanceOf<ArgumentException>(), metric.Id);
        }
    }

    private static Tensor One(double value) => tensor([value], [1, 1]);
}
