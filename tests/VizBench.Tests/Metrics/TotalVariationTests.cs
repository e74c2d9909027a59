using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class TotalVariationTests
{
    [TestCase(TotalVariationKind.AnisotropicL1, 2, 3 + 2 + 1 + 6.0)]
    [TestCase(TotalVariationKind.IsotropicTrimmed, 2, 3 * 3 + 1 * 1.0)]
    [TestCase(TotalVariationKind.IsotropicReplicate, 2, (9 + 1) + 36 + 4 + 0.0)]
    [TestCase(TotalVariationKind.IsotropicReplicate, 1, 3.16227766016837933 + 6 + 2)]
    [TestCase(TotalVariationKind.IsotropicTrimmed, 4, 100)]
    public void Four_pixels_by_hand(TotalVariationKind kind, double beta, double expected)
    {
        using var scope = NewDisposeScope();
        // 1 4
        // 0 -2: differences to the right 3 and -2, down -1 and -6.
        var image = tensor([1.0, 4, 0, -2], [1, 1, 2, 2]);
        Assert.That(TotalVariation.PerImage(image, kind, beta).item<double>(), Is.EqualTo(expected).Within(1e-14));
    }

    [Test]
    public void A_constant_image_has_none_and_no_gradient([Values] TotalVariationKind kind, [Values(0.5, 1, 1.5, 2, 3)] double beta)
    {
        using var scope = NewDisposeScope();
        var images = full([2, 3, 4, 5], 0.7, float64).requires_grad_();
        var values = TotalVariation.PerImage(images, kind, beta);
        Assert.That(values.data<double>().ToArray(), Is.EqualTo(new double[2]));
        Assert.That(autograd.grad([values.sum()], [images])[0].data<double>().ToArray(), Is.All.EqualTo(0));
    }

    [Test]
    public void What_is_flat_but_for_rounding_has_no_gradient([Values] TotalVariationKind kind, [Values(1, 2)] double beta)
    {
        using var scope = NewDisposeScope();
        // Sums in another order: last bits of .7 that differ from place to place.
        var images = tensor([.. Enumerable.Range(0, 20).Select(i => 0.7 * (1 + 3e-16 * (i * 7 % 3)))], [1, 1, 4, 5]).requires_grad_();
        Assert.That(images.data<double>().ToArray().Distinct().Count(), Is.GreaterThan(1));
        Assert.That(autograd.grad([TotalVariation.PerImage(images, kind, beta).sum()], [images])[0].data<double>().ToArray(), Is.All.EqualTo(0));
    }

    [Test]
    public void A_single_pixel_has_none([Values] TotalVariationKind kind)
    {
        using var scope = NewDisposeScope();
        Assert.That(TotalVariation.PerImage(ones([1, 3, 1, 1], float64), kind).item<double>(), Is.EqualTo(0));
    }

    [Test]
    public void It_scales_as_the_power_beta([Values] TotalVariationKind kind, [Values(1, 1.5, 2, 3)] double beta, [Values(-2, 0.1)] double factor)
    {
        using var scope = NewDisposeScope();
        var images = RandomTensors.Normal(RandomTensors.Stream(1), 2, 3, 5, 4);
        var power = kind == TotalVariationKind.AnisotropicL1 ? 1 : beta;
        var scaled = TotalVariation.PerImage(images * factor, kind, beta).data<double>().ToArray();
        var plain = TotalVariation.PerImage(images, kind, beta).data<double>().ToArray();
        for (var n = 0; n < plain.Length; n++)
            Assert.That(scaled[n], Is.EqualTo(plain[n] * Math.Pow(Math.Abs(factor), power)).Within(1e-11).Percent);
    }

    [Test]
    public void An_offset_changes_nothing_and_images_do_not_mix([Values] TotalVariationKind kind)
    {
        using var scope = NewDisposeScope();
        // Integers, so that the offset is exact.
        var images = (RandomTensors.Normal(RandomTensors.Stream(2), 3, 2, 6, 5) * 100).to(int64).to(float64);
        var together = TotalVariation.PerImage(images + 7, kind, 2).data<double>().ToArray();
        for (var n = 0; n < together.Length; n++)
            Assert.That(TotalVariation.PerImage(images.narrow(0, n, 1), kind, 2).item<double>(), Is.EqualTo(together[n]));
    }

    [Test]
    public void The_gradient_is_the_limit_of_differences([Values] TotalVariationKind kind, [Values(1, 1.5, 2, 3)] double beta)
    {
        using var scope = NewDisposeScope();
        const double Step = 1e-6;
        long[] shape = [2, 2, 4, 3];
        var values = RandomTensors.Normal(RandomTensors.Stream(3), shape).data<double>().ToArray();
        var images = tensor(values, shape).requires_grad_();
        var gradient = autograd.grad([TotalVariation.PerImage(images, kind, beta).sum()], [images])[0].data<double>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            using var inner = NewDisposeScope();
            var slope = (At(i, Step) - At(i, -Step)) / (2 * Step);
            Assert.That(gradient[i], Is.EqualTo(slope).Within(2e-8));
        }

        double At(int index, double shift)
        {
            var moved = (double[])values.Clone();
            moved[index] += shift;
            return TotalVariation.PerImage(tensor(moved, shape), kind, beta).sum().item<double>();
        }
    }

    [Test]
    public void NaN_reaches_the_value([Values] TotalVariationKind kind, [Values(1, 2)] double beta)
    {
        using var scope = NewDisposeScope();
        var image = tensor([1.0, double.NaN, 0, 2], [1, 1, 2, 2]);
        Assert.That(TotalVariation.PerImage(image, kind, beta).item<double>(), Is.NaN);
    }

    [Test]
    public void Only_the_result_is_left()
    {
        using var scope = NewDisposeScope();
        var images = ones([1, 3, 4, 4], float64);
        var before = Tensor.TotalCount;
        TotalVariation.PerImage(images, TotalVariationKind.IsotropicReplicate, 1.5).Dispose();
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void Wrong_arguments_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => TotalVariation.PerImage(ones([3, 4, 4]), TotalVariationKind.AnisotropicL1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TotalVariation.PerImage(ones([1, 3, 4, 4]), TotalVariationKind.AnisotropicL1, 0));
        Assert.That(() => TotalVariation.Parse("l2"), Throws.InstanceOf<UserError>().With.Message.Contains("anisotropic-l1"));
    }
}
