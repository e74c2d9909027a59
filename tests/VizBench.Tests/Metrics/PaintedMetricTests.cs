using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class PaintedMetricTests
{
    [Test]
    public void An_activation_is_the_units_logit_or_its_channels_mean()
    {
        using var scope = NewDisposeScope();
        var logits = tensor([1.0, 2, 3, 4, 5, 6], [2, 3]);
        Assert.That(PaintedActivation.Of(logits, [2, 0]), Is.EqualTo(new[] { 3.0, 4 }));
        // Two channels of two positions each.
        Assert.That(PaintedActivation.Of(tensor([1.0, 3, 10, 20], [1, 2, 1, 2]), [1]), Is.EqualTo(new[] { 15.0 }));
        Assert.That(PaintedActivation.Probability(logits.softmax(1), [2, 0]), Is.EqualTo(new[] { 1 / (1 + Math.Exp(-1) + Math.Exp(-2)), Math.Exp(-2) / (1 + Math.Exp(-1) + Math.Exp(-2)) }).Within(1e-15));
        Assert.That(() => PaintedActivation.Of(logits, [3, 0]), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("from 0 to 2"));
        Assert.That(() => PaintedActivation.Probability(logits, [0]), Throws.ArgumentException.With.Message.Contains("a class for each"));
        Assert.That(() => PaintedActivation.Of(zeros([2]), [0, 0]), Throws.ArgumentException.With.Message.Contains("a layer's output"));
    }

    [Test]
    public void A_percentile_is_the_share_of_images_below()
    {
        using var scope = NewDisposeScope();
        var images = tensor([1.0, 2, 3, 4, /**/ 1, 2, 3, 4, /**/ 1, 2, 3, 4, /**/ 5, 5, 5, 5], [4, 4]);
        var own = tensor([2.5, 4, 9, double.NaN], [4]);
        Assert.That(PaintedActivation.Percentile(own, images), Is.EqualTo(new[] { 50, 75, 100, double.NaN }), "an image's own value is not below itself");
        Assert.That(PaintedActivation.AboveMaximum(own, images), Is.EqualTo(new[] { 0, 0, 1, double.NaN }));
        Assert.That(() => PaintedActivation.Percentile(own, images.narrow(0, 0, 3)), Throws.ArgumentException.With.Message.Contains("(N,M)"));
    }

    [Test]
    public void A_class_is_recognized_by_first_place_or_by_more_than_half()
    {
        using var scope = NewDisposeScope();
        var softmax = new LogitsOfOther(tensor([5.0, 5, 1, -3, -2, -1], [2, 3]), true);
        var sigmoid = new LogitsOfOther(tensor([0.1, 9, 9, 0, -1, -1], [2, 3]), false);
        Assert.That(Transfer.Of([softmax, sigmoid], [0, 0]), Is.EqualTo(new[] { 1.0, 0 }), "the first of equals; a logit of 0 is a half");
        Assert.That(Transfer.Of([softmax, sigmoid], [1, 2]), Is.EqualTo(new[] { 0.5, 0.5 }));
        Assert.That(() => Transfer.Of([], [0]), Throws.ArgumentException.With.Message.Contains("at least one other network"));
    }

    [Test]
    public void Diversity_is_the_mean_distance_of_pairs()
    {
        using var scope = NewDisposeScope();
        // Directions at 0°, 60° and 90°: cosines ½, 0 and √¾; lengths don't count.
        var codes = tensor([2.0, 0, 0.5, Math.Sqrt(0.75), 0, 7], [3, 2]);
        Assert.That(CodeDiversity.Of(codes), Is.EqualTo((0.5 + 1 + 1 - Math.Sqrt(0.75)) / 3).Within(1e-11));
        Assert.That(CodeDiversity.Of(codes.narrow(0, 0, 1)), Is.NaN);
        Assert.That(CodeDiversity.Of(cat([codes.narrow(0, 0, 1), codes.narrow(0, 0, 1) * -3])), Is.EqualTo(2).Within(1e-11));
        Assert.That(CodeDiversity.Of(zeros([2, 3])), Is.EqualTo(1));
        Assert.That(CodeDiversity.Of(codes * double.NaN), Is.NaN);
        Assert.That(() => CodeDiversity.Of(zeros([3])), Throws.ArgumentException);
    }
}
