using NUnit.Framework;
using VizBench.Metrics;
using VizBench.Randomness;

namespace VizBench.Tests.Dissection;

/// <summary>Counts by sparse products are those of a plain loop over unit, concept and image.</summary>
public sealed class ConceptCountsTests
{
    private static readonly int[] s_categories = [0, 1, 0, 2];

    [Test]
    public void Products_count_what_a_loop_counts()
    {
        using var scope = NewDisposeScope();
        var (units, concepts) = (Masks("units", 6, 5, 0.3), Masks("concepts", 6, 4, 0.02));
        var counts = new ConceptCounts(5, 4, s_categories);
        counts.Add(units.narrow(0, 0, 4), concepts.narrow(0, 0, 4));
        counts.Add(units.narrow(0, 4, 2), concepts.narrow(0, 4, 2));
        var (set, conditional) = (counts.SetIou(), counts.CategoryConditionalIou());
        var (u, c) = (units.data<bool>().ToArray(), concepts.data<bool>().ToArray());
        for (var unit = 0; unit < 5; unit++)
        {
            for (var concept = 0; concept < 4; concept++)
            {
                var (shared, either, known) = (0, 0, 0);
                for (var image = 0; image < 6; image++)
                {
                    bool Active(int pixel) => u[(image * 5 + unit) * 63 + pixel];
                    bool Seen(int of, int pixel) => c[(image * 4 + of) * 63 + pixel];
                    var isLabeled = Enumerable.Range(0, 4).Any(other => s_categories[other] == s_categories[concept] && Enumerable.Range(0, 63).Any(pixel => Seen(other, pixel)));
                    for (var pixel = 0; pixel < 63; pixel++)
                    {
                        shared += Active(pixel) && Seen(concept, pixel) ? 1 : 0;
                        either += Active(pixel) || Seen(concept, pixel) ? 1 : 0;
                        known += (Active(pixel) && isLabeled) || Seen(concept, pixel) ? 1 : 0;
                    }
                }

                Assert.That(set[unit, concept], Is.EqualTo((double)shared / either).Within(1e-15));
                Assert.That(conditional[unit, concept], Is.EqualTo((double)shared / known).Within(1e-15));
            }
        }
    }

    /// <summary>A unit that is active on a left part of a square that is the concept: |M ∩ L| / |M ∪ L| by areas.</summary>
    [TestCase(0, 6, 1.0)]
    [TestCase(0, 3, 0.5)]
    [TestCase(3, 9, 1.0 / 3)]
    [TestCase(6, 10, 0.0)]
    public void A_planted_unit_has_the_ratio_of_areas(int from, int to, double expected)
    {
        using var scope = NewDisposeScope();
        var counts = new ConceptCounts(1, 1, null);
        counts.Add(Columns(from, to), Columns(0, 6));
        Assert.That(counts.SetIou()[0, 0], Is.EqualTo(expected).Within(1e-15));

        static Tensor Columns(int from, int to) => tensor([.. Enumerable.Range(0, 100).Select(i => i % 10 >= from && i % 10 < to)], [1L, 1, 10, 10]);
    }

    /// <summary>Planes may lie over each other and say the same twice; the product then still counts a pixel once.</summary>
    [Test]
    public void Planes_are_masks()
    {
        int[] below = [1, 2, 0, 3, 3, 0], above = [2, 2, 0, 1, 0, 0];
        var masks = new bool[18];
        for (var pixel = 0; pixel < 6; pixel++)
        {
            foreach (var label in new[] { below[pixel], above[pixel] }.Where(label => label > 0))
                masks[(label - 1) * 6 + pixel] = true;
        }

        var (planes, whole) = (ConceptLabels.OfPlanes(2, 3, 3, [below, above]), ConceptLabels.OfMasks(2, 3, 3, masks));
        Assert.That(planes.Pixels, Is.EqualTo(whole.Pixels).And.EqualTo(new[] { 2, 2, 2 }));
        using var scope = NewDisposeScope();
        var active = tensor(new[] { true, true, false, true, false, false }, [1, 2, 3]);
        Assert.That(IouOf(planes), Is.EqualTo(IouOf(whole)).And.EqualTo(new[,] { { 2.0 / 3, 2.0 / 3, 1.0 / 4 } }));

        double[,] IouOf(ConceptLabels labels)
        {
            var counts = new ConceptCounts(1, 3, null);
            counts.AddLabels([labels]);
            counts.AddMasks(active, [0], [0], [labels]);
            return counts.SetIou();
        }
    }

    [Test]
    public void What_has_no_pixel_anywhere_has_no_number()
    {
        using var scope = NewDisposeScope();
        var counts = new ConceptCounts(1, 2, [0, 0]);
        counts.Add(zeros([1, 1, 3, 3], float32).gt(0), zeros([1, 2, 3, 3], float32).gt(0));
        Assert.That(counts.SetIou()[0, 1], Is.NaN);
        Assert.That(counts.CategoryConditionalIou()[0, 0], Is.NaN);
    }

    [Test]
    public void Masks_that_do_not_go_together_are_refused()
    {
        using var scope = NewDisposeScope();
        var counts = new ConceptCounts(2, 3, null);
        Tensor Of(long images, long rows, long side) => zeros([images, rows, side, side], float32).gt(0);
        Assert.That(() => new ConceptCounts(2, 3, [0, 1]), Throws.ArgumentException.With.Message.StartsWith("2 categories for 3 concepts"));
        Assert.That(() => counts.Add(Of(1, 3, 4), Of(1, 3, 4)), Throws.ArgumentException.With.Message.Contains("are not those of 2 units and 3 concepts"));
        Assert.That(() => counts.Add(Of(1, 2, 4), Of(1, 3, 5)), Throws.ArgumentException.With.Message.Contains("must be of the same images at one size"));
        Assert.That(() => counts.Add(Of(1, 2, 4), zeros([1, 3, 4, 4], float32)), Throws.ArgumentException.With.Message.Contains("must be boolean"));
        Assert.That(() => counts.CategoryConditionalIou(), Throws.InvalidOperationException);
        var labels = ConceptLabels.OfPlanes(2, 2, 3, [[0, 1, 2, 3]]);
        Assert.That(() => counts.AddMasks(Of(1, 1, 4).squeeze(0), [0], [0], [labels]), Throws.ArgumentException.With.Message.StartsWith("masks of 4×4 pixels can't be held against labels of 2×2"));
        Assert.That(() => counts.AddLabels([ConceptLabels.OfPlanes(2, 2, 2, [])]), Throws.ArgumentException.With.Message.StartsWith("labels of 2 concepts are not those of 3"));
        Assert.That(() => ConceptLabels.OfPlanes(2, 2, 3, [[0, 1, 2, 4]]), Throws.ArgumentException.With.Message.StartsWith("label 4 is none of 3 concepts"));
        Assert.That(() => ConceptLabels.OfPlanes(2, 2, 3, [[0, 1]]), Throws.ArgumentException.With.Message.StartsWith("a plane of 2 labels is none of 2×2 pixels"));
    }

    private static Tensor Masks(string name, long images, long rows, double share)
    {
        var stream = new StreamKey(4, "masks", name).Open();
        var values = new double[images * rows * 63];
        for (var i = 0; i < values.Length; i++)
            values[i] = stream.NextDouble();
        return tensor(values, [images, rows, 7, 9]).lt(share);
    }
}
