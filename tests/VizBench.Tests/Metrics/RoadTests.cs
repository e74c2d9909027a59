using NUnit.Framework;
using VizBench.Metrics;

namespace VizBench.Tests.Metrics;

public sealed class RoadTests
{
    [Test]
    public void Missing_pixels_are_those_of_scipys_sparse_solution()
    {
        using var scope = NewDisposeScope();
        var values = ReferenceValues.Of("imputation");
        var picture = tensor(ReferenceValues.Numbers(values["picture"]), [1, 2, 9, 11]);
        var missing = tensor([.. values["missing"]!.AsArray().Select(value => (bool)value!)], [1, 1, 9, 11]);
        Assert.That(Numbers(NoisyLinearImputation.Fill(picture, missing)), Is.EqualTo(ReferenceValues.Numbers(values["filled"])).Within(1e-9));
    }

    [Test]
    public void Every_missing_pixel_is_the_weighted_mean_of_its_neighbors([Range(1, 4)] int sample)
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(sample);
        var (picture, missing) = (RandomTensors.Normal(random, 2, 3, 7, 6), RandomTensors.Masks(random, 2, 1, 7, 6).clone());
        missing.narrow(2, 3, 1).narrow(3, 2, 1).fill_(false);
        var (filled, given, holes) = (Numbers(NoisyLinearImputation.Fill(picture, missing)), Numbers(picture), missing.data<bool>().ToArray());
        for (var i = 0; i < filled.Length; i++)
        {
            var (plane, y, x) = (i / 42, i % 42 / 6, i % 6);
            if (!holes[plane / 3 * 42 + i % 42])
            {
                Assert.That(filled[i], Is.EqualTo(given[i]));
                continue;
            }

            var (sum, weights) = (0.0, 0.0);
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    if ((dy, dx) == (0, 0) || y + dy is < 0 or > 6 || x + dx is < 0 or > 5)
                        continue;
                    var weight = dy == 0 || dx == 0 ? 1 / 6.0 : 1 / 12.0;
                    sum += weight * filled[plane * 42 + (y + dy) * 6 + x + dx];
                    weights += weight;
                }
            }

            Assert.That(filled[i], Is.EqualTo(sum / weights).Within(1e-8));
        }
    }

    [Test]
    public void A_ramp_closes_without_a_trace_and_alone_is_as_in_a_batch()
    {
        using var scope = NewDisposeScope();
        var ramp = tensor([.. Enumerable.Range(0, 144).Select(i => 0.3 * (i / 12) - 0.2 * (i % 12))], [1, 1, 12, 12]);
        var missing = zeros([1, 1, 12, 12], @bool);
        missing.narrow(2, 3, 6).narrow(3, 2, 7).fill_(true);
        Assert.That(Numbers(NoisyLinearImputation.Fill(ramp, missing)), Is.EqualTo(Numbers(ramp)).Within(1e-9));
        var noise = RandomTensors.Normal(RandomTensors.Stream(8), 1, 1, 12, 12);
        var together = NoisyLinearImputation.Fill(cat([noise, ramp]), cat([missing, missing]));
        Assert.That(Numbers(together.narrow(0, 0, 1)), Is.EqualTo(Numbers(NoisyLinearImputation.Fill(noise, missing))).Within(1e-15));
    }

    [Test]
    public void A_hole_among_zeros_holds_zeros_whatever_lies_farther_away()
    {
        using var scope = NewDisposeScope();
        var picture = zeros([1, 1, 9, 9], float64);
        picture.narrow(2, 0, 2).fill_(7);
        var missing = zeros([1, 1, 9, 9], @bool);
        missing.narrow(2, 4, 3).narrow(3, 3, 3).fill_(true);
        Assert.That(Numbers(NoisyLinearImputation.Fill(picture, missing)), Is.EqualTo(Numbers(picture)).Within(1e-9));
    }

    [Test]
    public void A_value_that_is_missing_is_not_looked_at_and_one_that_is_known_is()
    {
        using var scope = NewDisposeScope();
        var picture = RandomTensors.Normal(RandomTensors.Stream(9), 1, 1, 5, 5);
        var missing = zeros([1, 1, 5, 5], @bool);
        missing.narrow(2, 2, 1).narrow(3, 2, 1).fill_(true);
        var torn = picture.clone();
        torn.narrow(2, 2, 1).narrow(3, 2, 1).fill_(double.NaN);
        Assert.That(Numbers(NoisyLinearImputation.Fill(torn, missing)), Is.EqualTo(Numbers(NoisyLinearImputation.Fill(picture, missing))));
        torn.fill_(double.NaN);
        Assert.That(Numbers(NoisyLinearImputation.Fill(torn, missing))[12], Is.NaN);
        Assert.That(() => NoisyLinearImputation.Fill(picture, ones([1, 1, 5, 5], @bool)), Throws.ArgumentException.With.Message.Contains("nothing is known"));
        Assert.That(() => NoisyLinearImputation.Fill(picture, ones([1, 1, 5, 5])), Throws.ArgumentException.With.Message.Contains("boolean masks"));
    }

    [Test]
    public void What_is_removed_first_is_what_the_order_says()
    {
        using var scope = NewDisposeScope();
        // Column 3 alone makes the score, and is known to be relevant: without it the score is that of its neighbors, 0.
        var inputs = zeros([2, 1, 4, 10], float64);
        inputs.narrow(3, 3, 1).fill_(1);
        var seen = new List<(int Image, long Variants)>();
        Tensor Score(int image, Tensor variants)
        {
            seen.Add((image, variants.shape[0]));
            return variants.narrow(3, 3, 1).mean([1, 2, 3]);
        }

        var maps = inputs.squeeze(1);
        Assert.That(Road.MostRelevantFirst(inputs, maps, Score, 1, [0.1], 0), Is.All.EqualTo(0).Within(1e-9));
        Assert.That(Road.LeastRelevantFirst(inputs, maps, Score, 1, [0.1, 0.5, 0.9], 0), Is.All.EqualTo(1).Within(1e-9), "the column itself stays until the end");
        Assert.That(seen, Is.EqualTo(new[] { (0, 1L), (1, 1L), (0, 3L), (1, 3L) }));
        // 5 % of 40 pixels are 2: half of the column goes, of equal values the upper ones.
        double[] column = [];
        Road.MostRelevantFirst(inputs, maps, (_, variants) =>
        {
            column = Numbers(variants.select(0, 0).select(0, 0).select(1, 3));
            return variants.mean([1, 2, 3]);
        }, 1, [0.05], 0);
        Assert.That(column[..2], Is.All.LessThan(0.5));
        Assert.That(column[2..], Is.All.EqualTo(1));
    }

    [Test]
    public void Noise_is_the_same_for_an_image_in_every_batch_and_another_for_each()
    {
        using var scope = NewDisposeScope();
        var random = RandomTensors.Stream(11);
        var (inputs, maps) = (RandomTensors.Normal(random, 1, 2, 8, 8).expand(2, 2, 8, 8), RandomTensors.Normal(random, 1, 8, 8).expand(2, 8, 8));
        static Tensor Score(int image, Tensor variants) => variants.square().sum([1, 2, 3]);
        double[] Values(Tensor x, Tensor map, long seed, double noise) => Road.MostRelevantFirst(x, map, Score, seed, noise: noise);
        var both = Values(inputs, maps, 3, 0.1);
        Assert.That(both[0], Is.Not.EqualTo(both[1]));
        Assert.That(Values(inputs.narrow(0, 0, 1), maps.narrow(0, 0, 1), 3, 0.1)[0], Is.EqualTo(both[0]).Within(1e-9));
        Assert.That(Values(inputs, maps, 3, 0.1), Is.EqualTo(both));
        Assert.That(Values(inputs, maps, 4, 0.1)[0], Is.Not.EqualTo(both[0]));
        Assert.That(Values(inputs, maps, 3, 0).Distinct().Count(), Is.EqualTo(1), "without noise the two are the same");
        Assert.That(Values(inputs, maps, 3, 0.001)[0], Is.EqualTo(Values(inputs, maps, 3, 0)[0]).Within(0.2));
    }

    [Test]
    public void What_has_no_order_or_shape_is_told()
    {
        using var scope = NewDisposeScope();
        static Tensor Score(int image, Tensor variants) => variants.sum([1, 2, 3]);
        var input = RandomTensors.Normal(RandomTensors.Stream(12), 1, 1, 4, 4);
        Assert.That(Road.MostRelevantFirst(input, input.squeeze(1) * double.NaN, Score, 1), Is.All.NaN);
        Assert.That(() => Road.MostRelevantFirst(input, zeros([1, 4, 5]), Score, 1), Throws.ArgumentException.With.Message.Contains("attributions (N,H,W)"));
        Assert.That(() => Road.LeastRelevantFirst(input, input.squeeze(1), Score, 1, [0.5, 1]), Throws.ArgumentException.With.Message.Contains("above 0 and below 1"));
    }

    private static double[] Numbers(Tensor values) => values.contiguous().data<double>().ToArray();
}
