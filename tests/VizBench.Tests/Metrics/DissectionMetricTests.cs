using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class DissectionMetricTests
{
    private static readonly double[,] s_iou =
    {
        { 0.10, 0.50, double.NaN, 0.01 },
        { 0.10, 0.49, 0.00, 0.02 },
        { 0.20, 0.20, 0.00, 0.02 },
        { 0.01, 0.02, 0.04, 0.01 },
        { double.NaN, double.NaN, double.NaN, 0.05 },
    };

    [Test]
    public void Concepts_are_counted_once_however_many_units_detect_them()
    {
        // Units 0 and 1 detect concept 1, unit 2 concept 0 (the first of equals), unit 3 none (0.04 is not above), unit 4 concept 3.
        Assert.That(UniqueDetectors.Count(s_iou), Is.EqualTo(3));
        Assert.That(UniqueDetectors.Count(s_iou, 0.3), Is.EqualTo(1));
        Assert.That(UniqueDetectors.Count(s_iou, 0), Is.EqualTo(4));
        Assert.That(UniqueDetectors.Count(s_iou, category: 0, categories: [0, 0, 1, 2]), Is.EqualTo(2));
        Assert.That(UniqueDetectors.Count(s_iou, category: 1, categories: [0, 0, 1, 2]), Is.Zero);
        Assert.That(UniqueDetectors.Count(new double[0, 3]), Is.Zero);
        Assert.That(() => UniqueDetectors.Count(s_iou, category: 1), Throws.ArgumentException.With.Message.Contains("each of the 4 concepts"));
    }

    [Test]
    public void Detectors_are_the_units_above_the_bound()
    {
        Assert.That(DetectorCount.Units(s_iou), Is.EqualTo(5));
        Assert.That(DetectorCount.Detectors(s_iou), Is.EqualTo(4));
        Assert.That(DetectorCount.Detectors(s_iou, 0.3), Is.EqualTo(2));
        Assert.That(DetectorCount.Detectors(new double[0, 3]), Is.Zero);
    }

    [TestCase(1, 0.25)]
    [TestCase(3, 0.75)]
    public void A_label_counts_up_to_the_last_rank(int most, double share)
    {
        Assert.That(LabelRank.ShareAmong([1, 4, 2, 3], most), Is.EqualTo(share));
        Assert.That(LabelRank.ShareAmong([], most), Is.NaN);
    }

    [Test]
    public void The_mean_fall_of_right_answers_is_the_fall_of_the_accuracy()
    {
        Assert.That(AblationFall.Mean([0.9, 0.5, 0.25], [0.6, 0.5, 0.5]), Is.EqualTo(0.05 / 3).Within(1e-15));
        Assert.That(AblationFall.Mean([1, 1, 0, 1], [0, 1, 1, 0]), Is.EqualTo(AblationFall.Of([0, 0, 1, 0], [1, 0, 0, 1], [0, 0, 0, 0], 2)[0]));
        Assert.That(AblationFall.Mean([], []), Is.NaN);
        Assert.That(() => AblationFall.Mean([1], []), Throws.ArgumentException.With.Message.Contains("not 0 and 1"));
    }

    [TestCase(new[] { 0.1, 0.3, 0.2 }, 1, true)]
    [TestCase(new[] { 0.3, 0.3, 0.2 }, 1, false)]
    [TestCase(new[] { -0.3, -0.1, -0.2 }, 1, false)]
    public void The_class_hit_hardest_falls_and_more_than_any_other(double[] falls, int index, bool isHit)
    {
        Assert.That(AblationFall.IsHitHardest(falls, index), Is.EqualTo(isHit));
        Assert.That(() => AblationFall.IsHitHardest(falls, 3), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_rotation_is_held_against_the_units_own_basis()
    {
        Assert.That(UniqueDetectors.RotationRatio(3, 12), Is.EqualTo(0.25));
        Assert.That(UniqueDetectors.RotationRatio(1, 0), Is.NaN);
        Assert.That(() => UniqueDetectors.RotationRatio(-1, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void The_iou_is_counted_pixel_by_pixel([Range(1, 3)] int sample)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(sample);
        // The last concept is in the first image alone.
        var (units, concepts) = (RandomTensors.Masks(random, 3, 2, 4, 5), RandomTensors.Masks(random, 3, 3, 4, 5).clone());
        concepts.narrow(0, 1, 2).narrow(1, 2, 1).fill_(false);
        int[] categories = [0, 0, 1];
        var (m, l) = (units.data<bool>().ToArray(), concepts.data<bool>().ToArray());
        var (set, conditional) = (ConceptIou.Set(units, concepts), ConceptIou.CategoryConditional(units, concepts, categories));
        for (var k = 0; k < 2; k++)
        {
            for (var c = 0; c < 3; c++)
            {
                var (shared, either, known) = (0.0, 0.0, 0.0);
                for (var n = 0; n < 3; n++)
                {
                    bool Concept(int concept, int i) => l[(n * 3 + concept) * 20 + i];
                    var hasCategory = Enumerable.Range(0, 20).Any(i => Enumerable.Range(0, 3).Any(other => categories[other] == categories[c] && Concept(other, i)));
                    for (var i = 0; i < 20; i++)
                    {
                        var active = m[(n * 2 + k) * 20 + i];
                        shared += active && Concept(c, i) ? 1 : 0;
                        either += active || Concept(c, i) ? 1 : 0;
                        known += (active && hasCategory) || Concept(c, i) ? 1 : 0;
                    }
                }

                Assert.That(set[k, c], Is.EqualTo(shared / either).Within(1e-15));
                Assert.That(conditional[k, c], Is.EqualTo(shared / known).Within(1e-15));
            }
        }

        Assert.That(() => ConceptIou.Set(units, zeros([3, 3, 4, 5])), Throws.ArgumentException.With.Message.Contains("boolean"));
        Assert.That(() => ConceptIou.Set(units, zeros([3, 4, 5], @bool)), Throws.ArgumentException.With.Message.Contains("(N, concepts, H, W)"));
    }

    [Test]
    public void A_fall_is_of_each_classs_accuracy()
    {
        // Class 0: both right, then one; class 1: one right of two, then both; class 2: no images.
        Assert.That(AblationFall.Of([0, 0, 1, 0], [0, 2, 1, 1], [0, 0, 1, 1], 3), Is.EqualTo(new[] { 0.5, -0.5, double.NaN }));
        Assert.That(AblationFall.Of([0, 1], [1, 0], [0, 1], 2), Is.EqualTo(new[] { 1.0, 1 }));
        Assert.That(() => AblationFall.Of([0], [0, 1], [0], 2), Throws.ArgumentException.With.Message.Contains("two predictions for each of the 1 labels"));
        Assert.That(() => AblationFall.Of([0], [0], [2], 2), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("label 2 of image 0"));
    }
}
