using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class FaithfulnessTests
{
    [Test]
    public void Deletion_takes_the_pixels_one_step_after_another()
    {
        using var scope = NewDisposeScope();
        var input = tensor([1.0, 2, 3, 4, 10, 20, 30, 40], [1, 2, 2, 2]);
        // In the order 1, 0, 2, 3; the ties of pixels 0 and 2 in row-major order.
        var attribution = tensor([5.0, 9, 5, -1], [2, 2]);
        Assert.That(PixelFlipping.Deletion(input, attribution, 4, 0, Sum), Is.EqualTo(new[] { 110.0, 88, 77, 44, 0 }));
        Assert.That(PixelFlipping.Insertion(input, attribution, 4, 0, Sum), Is.EqualTo(new[] { 0.0, 22, 33, 66, 110 }));
        Assert.That(PixelFlipping.Deletion(input, attribution, 3, 1, Sum), Is.EqualTo(new[] { 110.0, 90, 81, 8 }), "⌊4/3⌋, ⌊8/3⌋ and 4 pixels, baseline 1");
    }

    [Test]
    public void What_deletion_takes_insertion_brings([Range(1, 5)] int sample)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(sample);
        var (input, attribution) = (RandomTensors.Normal(random, 1, 3, 5, 4), RandomTensors.Normal(random, 5, 4));
        var deletion = PixelFlipping.Deletion(input, attribution, 7, 0, Sum);
        var insertion = PixelFlipping.Insertion(input, attribution, 7, 0, Sum);
        Assert.That(deletion.Zip(insertion, (a, b) => a + b), Is.All.EqualTo(deletion[0]).Within(1e-12));
        Assert.That(PixelFlipping.Area(deletion) + PixelFlipping.Area(insertion), Is.EqualTo(deletion[0]).Within(1e-12));
    }

    [Test]
    public void The_gradient_of_a_linear_score_has_no_infidelity()
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(4);
        var (input, weights, perturbations) = (RandomTensors.Normal(random, 1, 2, 3, 3), RandomTensors.Normal(random, 1, 2, 3, 3), RandomTensors.Normal(random, 6, 2, 3, 3));
        Tensor Score(Tensor inputs) => (inputs * weights).flatten(1).sum(1);
        Assert.That(Infidelity.Of(input, weights, perturbations, Score), Is.EqualTo(0).Within(1e-20));
        Assert.That(Infidelity.Of(input, weights * 3, perturbations, Score), Is.GreaterThan(1));
        Assert.That(Infidelity.Of(input, weights * 3, perturbations, Score, normalize: true), Is.EqualTo(0).Within(1e-20));
        var each = Infidelity.OfEach(cat([input, input * 2]), cat([weights, weights * 3]), perturbations, (_, inputs) => Score(inputs));
        Assert.That(each, Is.EqualTo(new[] { 0, Infidelity.Of(input * 2, weights * 3, perturbations, Score) }).Within(1e-12));
        Assert.That(() => Infidelity.OfEach(cat([input, input]), weights, perturbations, (_, inputs) => Score(inputs)), Throws.ArgumentException.With.Message.Contains("of one shape"));
    }

    [Test]
    public void Max_sensitivity_is_the_farthest_relative_change()
    {
        using var scope = NewDisposeScope();
        // Items of length 5, 0 and 1.
        static Tensor Items(params double[] values) => tensor(values, [3, 2]);
        var attributions = Items(3, 4, 0, 0, 0, 1);
        Assert.That(MaxSensitivity.Of(attributions, [Items(3, 4.5, 1, 1, 0, 1), Items(0, 4, 0, 0, 0, 3), Items(3, 4, 0, 0, 0, 2)]), Is.EqualTo(new[] { 3 / 5.0, double.NaN, 2 }).Within(1e-15));
        Assert.That(MaxSensitivity.Of(attributions, [attributions * double.NaN]), Is.All.NaN);
        Assert.That(() => MaxSensitivity.Of(attributions, []), Throws.ArgumentException);
        Assert.That(() => MaxSensitivity.Of(attributions, [zeros([3, 3])]), Throws.ArgumentException);
    }

    [Test]
    public void Areas_are_those_of_each_inputs_own_curve()
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(6);
        var (inputs, maps) = (RandomTensors.Normal(random, 3, 2, 4, 5), RandomTensors.Normal(random, 3, 4, 5));
        static Tensor Score(int image, Tensor variants) => Sum(variants) * (image + 1);
        for (var n = 0; n < 3; n++)
        {
            var (input, map) = (inputs.narrow(0, n, 1), maps.select(0, n));
            Assert.That(PixelFlipping.DeletionAreas(inputs, maps, 6, 0.5, Score)[n], Is.EqualTo((n + 1) * PixelFlipping.Area(PixelFlipping.Deletion(input, map, 6, 0.5, Sum))).Within(1e-12));
            Assert.That(PixelFlipping.InsertionAreas(inputs, maps, 6, 0.5, Score)[n], Is.EqualTo((n + 1) * PixelFlipping.Area(PixelFlipping.Insertion(input, map, 6, 0.5, Sum))).Within(1e-12));
        }
    }

    [Test]
    public void What_an_attribution_lacks_is_told_in_the_scores_unit_and_as_a_share()
    {
        using var scope = NewDisposeScope();
        var attributions = tensor([1.0, 2, 3, 4, -1, 1, 0.5, -0.5], [2, 1, 2, 2]);
        Assert.That(SumError.Absolute(attributions, tensor([8.0, -3], [2])), Is.EqualTo(new[] { 2.0, 3 }));
        Assert.That(SumError.Relative([10, 0, 5, 0], [8, -3, 5, 0]), Is.EqualTo(new[] { 0.25, 1, 0, 0 }));
        Assert.That(SumError.Relative([1, double.NaN], [0, 1]), Is.EqualTo(new[] { double.PositiveInfinity, double.NaN }));
        Assert.That(() => SumError.Absolute(attributions, zeros([3], float64)), Throws.ArgumentException.With.Message.Contains("totals (N)"));
        Assert.That(() => SumError.Relative([1], []), Throws.ArgumentException.With.Message.Contains("one total for each sum"));
    }

    [Test]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.That(() => PixelFlipping.DeletionAreas(zeros([2, 1, 4, 4]), zeros([1, 4, 4]), 4, 0, (_, inputs) => Sum(inputs)), Throws.ArgumentException.With.Message.Contains("attributions (N,H,W)"));
        Assert.That(() => PixelFlipping.Deletion(zeros([2, 1, 4, 4]), zeros([4, 4]), 4, 0, Sum), Throws.ArgumentException.With.Message.Contains("one input (1,C,H,W)"));
        Assert.That(() => Infidelity.Of(zeros([1, 1, 4, 4]), zeros([1, 1, 4, 4]), zeros([3, 1, 4, 5]), Sum), Throws.ArgumentException.With.Message.Contains("perturbations (n,C,H,W)"));
    }

    private static Tensor Sum(Tensor inputs) => inputs.flatten(1).sum(1);
}
