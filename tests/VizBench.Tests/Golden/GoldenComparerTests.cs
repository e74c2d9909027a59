using NUnit.Framework;
using VizBench.Arrays;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Networks.Zoo;
using VizBench.Randomness;
using VizBench.Suite;

namespace VizBench.Tests.Golden;

/// <summary>The comparer is worth what it refuses: each kind of damage must be seen, and rounding must not.</summary>
public sealed class GoldenComparerTests
{
    private static readonly GoldenTolerance s_float64 = GoldenTolerance.Of(PrecisionClass.Float64);
    private static readonly double[] s_values = new StreamKey(1, "golden-comparer", "values").Open().Normal(3 * 64 * 64);

    [Test]
    public void The_same_matches()
    {
        var comparison = Compare(s_values);
        Assert.That(comparison.Verdict, Is.EqualTo(GoldenVerdict.Match));
        Assert.That(comparison.Passed, Is.True);
        Assert.That(comparison.ToText(), Does.Contain("exact"));
    }

    [Test]
    public void Rounding_is_within_the_tolerance_and_says_by_how_much()
    {
        var comparison = Compare([.. s_values.Select((v, i) => v * (1 + (i % 3 - 1) * 1e-14))]);
        Assert.That(comparison.Verdict, Is.EqualTo(GoldenVerdict.WithinTolerance));
        Assert.That(comparison.Worst!.Margin, Is.GreaterThan(1));
    }

    [Test]
    public void One_value_changed_by_a_millionth_is_seen([Values(0, 100, 5000, 12287)] int position)
    {
        var scale = s_values.Max(Math.Abs);
        var comparison = Compare([.. s_values.Select((v, i) => i == position ? v + 1e-6 * scale : v)]);
        Assert.That(comparison.Verdict, Is.EqualTo(GoldenVerdict.Different));
        Assert.That(comparison.Quantities.Single(q => string.Equals(q.Name, "projections", StringComparison.Ordinal)).Passed, Is.False);
        Assert.That(comparison.ToText(), Does.Contain("x projections"));
    }

    [Test]
    public void A_flipped_sign_is_seen() => AssertDifferent(Compare([.. s_values.Select((v, i) => i == 77 ? -v : v)]), "projections");

    [Test]
    public void A_flipped_sign_of_everything_is_seen() => AssertDifferent(Compare([.. s_values.Select(v => -v)]), "samples");

    [Test]
    public void Shuffled_pixels_are_seen()
    {
        var order = new StreamKey(1, "golden-comparer", "order").Open().NextPermutation(s_values.Length);
        // Minimum, maximum and L2 stay: only samples, projections and the picture can tell.
        AssertDifferent(Compare([.. order.Select(i => s_values[i])]), "samples");
    }

    [Test]
    public void A_value_that_is_no_number_is_seen([Values(double.NaN, double.PositiveInfinity)] double value) =>
        AssertDifferent(Compare([.. s_values.Select((v, i) => i == 9000 ? value : v)]), "projections");

    [Test]
    public void A_blackened_patch_of_the_picture_is_seen([Values(0, 28, 56)] int corner)
    {
        var expected = RecordOf(s_values);
        var picture = new RgbImage(64, 64, [.. expected.Picture!.Pixels]);
        for (var y = corner; y < corner + 8; y++)
        {
            for (var x = corner; x < corner + 8; x++)
                picture[x, y] = (0, 0, 0);
        }

        AssertDifferent(GoldenComparer.Compare(expected, expected with { Picture = picture }, s_float64), "picture, 8×8 mean");
    }

    [Test]
    public void Faint_damage_of_one_window_is_seen_though_every_pixel_is_within_a_level()
    {
        var expected = RecordOf(s_values);
        var picture = new RgbImage(64, 64, [.. expected.Picture!.Pixels]);
        for (var i = 0; i < 8 * 8; i++)
        {
            var (r, g, b) = picture[i % 8, i / 8];
            picture[i % 8, i / 8] = ((byte)(r ^ 1), (byte)(g ^ 1), (byte)(b ^ 1));
        }

        var comparison = GoldenComparer.Compare(expected, expected with { Picture = picture }, s_float64);
        Assert.That(comparison.Quantities.Where(q => !q.Passed).Select(q => q.Name), Is.EqualTo(new[] { "picture, 8×8 mean" }));
    }

    [Test]
    public void A_level_here_and_there_is_rounding()
    {
        var expected = RecordOf(s_values);
        var picture = new RgbImage(64, 64, [.. expected.Picture!.Pixels]);
        picture.Pixels[100] ^= 1;
        Assert.That(GoldenComparer.Compare(expected, expected with { Picture = picture }, s_float64).Verdict, Is.EqualTo(GoldenVerdict.WithinTolerance));
    }

    [TestCase(PrecisionClass.Tf32)]
    [TestCase(PrecisionClass.BFloat16)]
    public void Coarse_precisions_judge_windows_and_no_single_pixel(PrecisionClass precision)
    {
        var expected = RecordOf(s_values);
        var tolerance = GoldenTolerance.Of(precision);
        var (pixel, window) = (new RgbImage(64, 64, [.. expected.Picture!.Pixels]), new RgbImage(64, 64, [.. expected.Picture.Pixels]));
        pixel.Pixels[100] ^= 255;
        for (var i = 0; i < 8 * 8; i++)
            window.Pixels[3 * ((16 + i / 8) * 64 + 16 + i % 8)] ^= 255;
        Assert.That(GoldenComparer.Compare(expected, expected with { Picture = pixel }, tolerance).Passed, Is.True);
        AssertDifferent(GoldenComparer.Compare(expected, expected with { Picture = window }, tolerance), "picture, 8×8 mean");
        // A bar chart's digits flip at once; float32 still judges them.
        var chart = expected with { Shape = [12288] };
        Assert.That(GoldenComparer.Compare(chart, chart with { Picture = window }, tolerance).Passed, Is.True);
        Assert.That(GoldenComparer.Compare(chart, chart with { Picture = window }, GoldenTolerance.Of(PrecisionClass.Float32)).Passed, Is.False);
    }

    [Test]
    public void A_missing_picture_and_another_size_are_seen()
    {
        var expected = RecordOf(s_values);
        AssertDifferent(GoldenComparer.Compare(expected, expected with { Picture = null }, s_float64), "picture");
        AssertDifferent(GoldenComparer.Compare(expected, expected with { Picture = new RgbImage(32, 32) }, s_float64), "picture size");
    }

    [Test]
    public void A_changed_metric_and_scalar_are_seen()
    {
        var expected = RecordOf(s_values);
        AssertDifferent(GoldenComparer.Compare(expected, expected with { Metrics = new(StringComparer.Ordinal) { ["iou"] = 0.5 + 1e-6 } }, s_float64), "metric iou");
        AssertDifferent(GoldenComparer.Compare(expected, expected with { Scalars = new(StringComparer.Ordinal) { ["gap"] = 0.25 - 1e-6 } }, s_float64), "scalar gap");
    }

    [Test]
    public void An_option_that_came_later_counts_where_it_has_not_its_default()
    {
        var expected = RecordOf(s_values) with { Method = "am-fourier rate=0.1 target 5", Options = Options(("rate", "0.1")) };
        GoldenVerdict Verdict(params (string Name, string Value)[] options) => GoldenComparer.Compare(expected, expected with { Options = Options(options) }, s_float64).Verdict;
        Assert.Multiple(() =>
        {
            Assert.That(Verdict(("rate", "0.1"), ("parameterisation", "fourier")), Is.EqualTo(GoldenVerdict.Match));
            Assert.That(Verdict(("rate", "0.1"), ("parameterisation", "cppn")), Is.EqualTo(GoldenVerdict.Incomparable));
            Assert.That(Verdict(("rate", "0.05"), ("parameterisation", "fourier")), Is.EqualTo(GoldenVerdict.Incomparable));
            Assert.That(Verdict(("parameterisation", "fourier")), Is.EqualTo(GoldenVerdict.Incomparable));
            Assert.That(Verdict(("rate", "0.1"), ("no-such-option", "1")), Is.EqualTo(GoldenVerdict.Incomparable));
        });

        static SortedDictionary<string, string> Options(params (string Name, string Value)[] options) =>
            new(options.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Test]
    public void Something_else_is_said_to_be_something_else()
    {
        var expected = RecordOf(s_values);
        Assert.Multiple(() =>
        {
            Assert.That(Reason(expected with { WeightsSha256 = "other" }), Does.StartWith("made from something else: the network's weights (SHA-256) is other"));
            Assert.That(Reason(expected with { InputSha256 = "other" }), Does.StartWith("made from something else: the input's pixels"));
            Assert.That(Reason(expected with { Shape = [3, 128, 32] }), Does.StartWith("made from something else: shape is 3×128×32"));
            Assert.That(Reason(expected with { Target = 4 }), Does.StartWith("made from something else: target is 4"));
        });

        string Reason(GoldenRecord actual)
        {
            var comparison = GoldenComparer.Compare(expected, actual, s_float64);
            Assert.That(comparison.Verdict, Is.EqualTo(GoldenVerdict.Incomparable));
            Assert.That(comparison.Passed, Is.False);
            return comparison.Reason;
        }
    }

    /// <summary>A generator that was trained again is no numerical fault; records of methods that run none have no word of it.</summary>
    [Test]
    public void Other_weights_of_a_further_network_are_named()
    {
        var without = RecordOf(s_values);
        Assert.That(without.ToJson(), Does.Not.Contain("companions").IgnoreCase);
        var expected = without with { Companions = new(StringComparer.Ordinal) { ["caffenet-mini"] = "a", ["dgn-fc6"] = "b" } };
        var read = GoldenRecord.FromJson(expected.ToJson(), "json");
        Assert.That(read.Companions, Is.EqualTo(expected.Companions));
        Assert.That(GoldenComparer.Compare(expected, read with { Picture = expected.Picture }, s_float64).Verdict, Is.EqualTo(GoldenVerdict.Match));
        var again = GoldenComparer.Compare(expected, expected with { Companions = new(StringComparer.Ordinal) { ["caffenet-mini"] = "a", ["dgn-fc6"] = "c" } }, s_float64);
        Assert.That(again.Verdict, Is.EqualTo(GoldenVerdict.Incomparable));
        Assert.That(again.Reason, Is.EqualTo("made from something else: the weights of the method's further networks (SHA-256) is caffenet-mini=a dgn-fc6=c, the golden's caffenet-mini=a dgn-fc6=b"));
        Assert.That(GoldenComparer.Compare(without, expected, s_float64).Reason, Does.EndWith("the golden's none"));
    }

    [Test]
    public void A_metric_that_came_or_went_is_a_difference_and_the_values_are_compared_all_the_same()
    {
        var expected = RecordOf(s_values);
        var (without, more) = (new SortedDictionary<string, double>(StringComparer.Ordinal), new SortedDictionary<string, double>(expected.Metrics, StringComparer.Ordinal) { ["slope"] = -2 });
        foreach (var (metrics, quantity, worst) in new[] { (without, "metric iou", "there is none, golden 0.5"), (more, "metric slope", "-2, the golden has none") })
        {
            var comparison = GoldenComparer.Compare(expected, expected with { Metrics = metrics }, s_float64);
            AssertDifferent(comparison, quantity);
            Assert.That(comparison.Quantities.Where(q => !q.Passed).Select(q => q.Worst), Is.EqualTo(new[] { worst }));
            Assert.That(comparison.Quantities.Single(q => string.Equals(q.Name, "samples", StringComparison.Ordinal)).Error, Is.Zero);
        }
    }

    [Test]
    public void Float32_noise_passes_its_own_class_only()
    {
        var noisy = s_values.Select(v => (double)(float)v).ToArray();
        Assert.That(Compare(noisy).Verdict, Is.EqualTo(GoldenVerdict.Different));
        Assert.That(GoldenComparer.Compare(RecordOf(s_values), RecordOf(noisy), GoldenTolerance.Of(PrecisionClass.Float32)).Verdict, Is.EqualTo(GoldenVerdict.WithinTolerance));
    }

    [Test]
    public void Probes_follow_from_the_case_alone()
    {
        var (positions, again) = (GoldenProbes.Positions("case", 12288), GoldenProbes.Positions("case", 12288));
        Assert.That(positions, Is.EqualTo(again).And.Unique.And.Ordered.And.Length.EqualTo(500));
        Assert.That(GoldenProbes.Positions("case", 12288), Is.Not.EqualTo(GoldenProbes.Positions("other", 12288)));
        Assert.That(GoldenProbes.Positions("case", 12), Is.EqualTo(Enumerable.Range(0, 12)));
        var (projections, repeated) = (GoldenProbes.Project("case", s_values), GoldenProbes.Project("case", s_values));
        Assert.That(projections, Is.EqualTo(repeated).And.Length.EqualTo(64).And.Unique);
    }

    [Test]
    public void A_picture_with_a_palette_has_the_same_pixels()
    {
        var picture = RecordOf(s_values).Picture!;
        var file = IndexedPng.Encode(picture)!;
        Assert.That(ImageFiles.Codec.Decode(file, "indexed").Pixels, Is.EqualTo(picture.Pixels));
        Assert.That(file, Has.Length.LessThan(picture.Pixels.Length / 2));
        Assert.That(IndexedPng.Encode(new RgbImage(300, 1, [.. Enumerable.Range(0, 900).Select(i => (byte)(i % 3 == 0 ? i / 3 : i / 512))])), Is.Null);
    }

    [Test]
    public void A_record_comes_back_from_its_file_as_it_was()
    {
        var record = RecordOf(s_values) with { Picture = null };
        Assert.That(GoldenComparer.Compare(record, GoldenRecord.FromJson(record.ToJson(), "json"), s_float64).Verdict, Is.EqualTo(GoldenVerdict.Match));
    }

    private static GoldenComparison Compare(double[] actual) => GoldenComparer.Compare(RecordOf(s_values), RecordOf(actual), s_float64);

    private static void AssertDifferent(GoldenComparison comparison, string quantity)
    {
        Assert.That(comparison.Verdict, Is.EqualTo(GoldenVerdict.Different));
        Assert.That(comparison.Quantities.Where(q => !q.Passed).Select(q => q.Name), Does.Contain(quantity), comparison.ToText());
    }

    private static GoldenRecord RecordOf(double[] values)
    {
        var facts = new CaseFacts
        {
            Id = "test.case",
            Label = "gradient",
            Method = "gradient",
            Family = "attribution",
            Kind = "SignedAttribution",
            Options = new(StringComparer.Ordinal) { ["of"] = "logit" },
            Network = "vgg-mini",
            WeightsSha256 = "weights",
            Input = "world:0:0",
            InputId = "world-0-0",
            InputSha256 = "input",
            Target = 3,
            Shape = [3, 64, 64],
            Type = "float64",
            Statistics = ValueStatistics.Of(values),
            Scalars = new(StringComparer.Ordinal) { ["gap"] = 0.25 },
            Metrics = new(StringComparer.Ordinal) { ["iou"] = 0.5 },
        };
        return GoldenRecorder.Of(facts, NdArray.Of(values, 3, 64, 64), NetworkCatalogue.ArchitectureOf("vgg-mini"));
    }
}
