using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class AttributionMetricTests
{
    private static readonly Func<Tensor, Tensor, bool, double[]>[] s_metrics =
        [IntersectionOverUnion.AtMaskArea, PointingGame.Hits, Relevance.MassAccuracy, Relevance.RankAccuracy, PixelAuc.Of];

    [Test]
    public void Values_that_only_rounding_tells_apart_are_ties_in_the_auc()
    {
        using var scope = NewDisposeScope();
        var map = tensor([1, 1 + 1e-15, 1 - 1e-15, 0.5], [1, 2, 2], float64);
        var region = tensor([false, true, false, true], [1, 2, 2]);
        // Of the four pairs, two tie and two are lost.
        Assert.That(PixelAuc.Of(map, region), Is.EqualTo(new[] { 0.25 }));
    }

    [Test]
    public void Six_pixels_by_hand()
    {
        using var scope = NewDisposeScope();
        var map = tensor([9.0, 1, 5, -7, 3, 1], [1, 2, 3]);
        var region = tensor([true, true, false, true, false, false], [1, 2, 3]);
        // The three highest: 9, 5, 3; one of them inside. By magnitude: 9, -7, 5; two inside.
        Assert.That(IntersectionOverUnion.AtMaskArea(map, region), Is.EqualTo(new[] { 1 / 5.0 }));
        Assert.That(IntersectionOverUnion.AtMaskArea(map, region, absolute: true), Is.EqualTo(new[] { 2 / 4.0 }));
        Assert.That(Relevance.RankAccuracy(map, region), Is.EqualTo(new[] { 1 / 3.0 }));
        Assert.That(Relevance.RankAccuracy(map, region, absolute: true), Is.EqualTo(new[] { 2 / 3.0 }));
        Assert.That(Relevance.MassAccuracy(map, region), Is.EqualTo(new[] { 3 / 12.0 }));
        Assert.That(Relevance.MassAccuracy(map, region, absolute: true), Is.EqualTo(new[] { 17 / 26.0 }));
        Assert.That(PointingGame.Hits(map, region), Is.EqualTo(new[] { 1.0 }));
        // Inside 9, 1, -7 against outside 5, 3, 1: three wins and one tie of nine pairs.
        Assert.That(PixelAuc.Of(map, region), Is.EqualTo(new[] { 3.5 / 9 }));
    }

    [Test]
    public void Equal_values_are_taken_in_row_major_order()
    {
        using var scope = NewDisposeScope();
        var map = zeros([2, 2, 2], float64);
        var regions = tensor([true, false, false, false, false, false, false, true], [2, 2, 2]);
        Assert.That(IntersectionOverUnion.AtMaskArea(map, regions), Is.EqualTo(new[] { 1.0, 0 }));
        Assert.That(Relevance.RankAccuracy(map, regions), Is.EqualTo(new[] { 1.0, 0 }));
        // Some position of the maximum is enough for the pointing game, and a flat map ranks by chance.
        Assert.That(PointingGame.Hits(map, regions), Is.EqualTo(new[] { 1.0, 1 }));
        Assert.That(PixelAuc.Of(map, regions), Is.EqualTo(new[] { 0.5, 0.5 }));
    }

    [Test]
    public void The_region_itself_as_a_map_is_perfect([Range(0, 4)] int sample)
    {
        using var scope = NewDisposeScope();
        var regions = RandomTensors.Masks(RandomTensors.Stream(sample), 3, 5, 6);
        var map = regions.to(float64);
        Assert.That(IntersectionOverUnion.AtMaskArea(map, regions), Is.All.EqualTo(1));
        Assert.That(PointingGame.Hits(map, regions), Is.All.EqualTo(1));
        Assert.That(Relevance.MassAccuracy(map, regions), Is.All.EqualTo(1));
        Assert.That(Relevance.RankAccuracy(map, regions), Is.All.EqualTo(1));
    }

    [Test]
    public void Values_lie_in_the_range_and_items_do_not_mix([Range(0, 9)] int sample, [Range(0, 4)] int metric)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(sample);
        var maps = RandomTensors.Normal(random, 4, 1, 6, 5);
        var regions = RandomTensors.Masks(random, 4, 1, 6, 5);
        var values = s_metrics[metric](maps, regions, true);
        for (var n = 0; n < values.Length; n++)
        {
            // Undefined only where there is nothing outside to rank against.
            Assert.That(double.IsNaN(values[n]) ? 0 : values[n], Is.InRange(0, 1));
            Assert.That(s_metrics[metric](maps.narrow(0, n, 1), regions.narrow(0, n, 1), true), Is.EqualTo(new[] { values[n] }));
        }
    }

    [Test]
    public void Ranks_ignore_what_keeps_the_order()
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(7);
        var (maps, regions) = (RandomTensors.Normal(random, 3, 8, 8), RandomTensors.Masks(random, 3, 8, 8));
        foreach (var metric in new[] { IntersectionOverUnion.AtMaskArea, PointingGame.Hits, Relevance.RankAccuracy, PixelAuc.Of })
            Assert.That(metric(maps.exp() * 3, regions, false), Is.EqualTo(metric(maps, regions, false)));
    }

    [Test]
    public void A_reversed_map_has_the_complementary_auc([Range(0, 4)] int sample)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(sample);
        var maps = (RandomTensors.Normal(random, 2, 6, 6) * 2).to(int64).to(float64);
        var regions = RandomTensors.Masks(random, 2, 6, 6);
        var (there, back) = (PixelAuc.Of(maps, regions), PixelAuc.Of(-maps, regions));
        for (var n = 0; n < there.Length; n++)
            Assert.That(there[n] + back[n], Is.NaN.Or.EqualTo(1).Within(1e-14));
    }

    [Test]
    public void Undefined_values_are_NaN([Range(0, 4)] int metric)
    {
        using var scope = NewDisposeScope();
        var empty = zeros([1, 2, 2], @bool);
        var one = tensor([true, false, false, false], [1, 2, 2]);
        Assert.That(s_metrics[metric](ones([1, 2, 2]), empty, false), Is.All.NaN);
        Assert.That(s_metrics[metric](tensor([1.0, double.NaN, 0, 0], [1, 2, 2]), one, false), Is.All.NaN);
    }

    [Test]
    public void Wrong_shapes_and_types_are_refused([Range(0, 4)] int metric)
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => s_metrics[metric](ones([1, 3, 2, 2]), ones([1, 3, 2, 2], @bool), false));
        Assert.Throws<ArgumentException>(() => s_metrics[metric](ones([1, 2, 2]), ones([1, 2, 2]), false));
        Assert.Throws<ArgumentException>(() => s_metrics[metric](ones([1, 2, 6]), ones([1, 3, 4], @bool), false));
        Assert.Throws<ArgumentException>(() => s_metrics[metric](ones([2, 2, 2]), ones([1, 2, 2], @bool), false));
    }

    [Test]
    public void Masks_by_hand()
    {
        using var scope = NewDisposeScope();
        var first = tensor([true, true, false, false, false, false], [3, 1, 2]);
        var second = tensor([true, false, false, true, false, false], [3, 1, 2]);
        Assert.That(IntersectionOverUnion.OfMasks(first, second), Is.EqualTo(new[] { 0.5, 0, double.NaN }));
    }

    [Test]
    public void Mask_overlap_is_symmetric_in_the_unit_interval_and_one_for_equal_masks([Range(0, 9)] int sample)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(sample);
        var (first, second) = (RandomTensors.Masks(random, 5, 4, 7), RandomTensors.Masks(random, 5, 4, 7));
        var overlap = IntersectionOverUnion.OfMasks(first, second);
        Assert.That(overlap, Is.All.InRange(0, 1));
        Assert.That(IntersectionOverUnion.OfMasks(second, first), Is.EqualTo(overlap));
        Assert.That(IntersectionOverUnion.OfMasks(first, first), Is.All.EqualTo(1));
    }

    [Test]
    public void No_tensor_is_left()
    {
        using var scope = NewDisposeScope();
        var (maps, regions) = (ones([2, 3, 3], float64), ones([2, 3, 3], @bool));
        var before = Tensor.TotalCount;
        foreach (var metric in s_metrics)
            metric(maps, regions, true);
        IntersectionOverUnion.OfMasks(regions, regions);
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }
}
