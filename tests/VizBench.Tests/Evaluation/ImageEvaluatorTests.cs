using NUnit.Framework;
using VizBench.Methods;
using VizBench.Metrics;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Tests.Evaluation;

public sealed class ImageEvaluatorTests
{
    private static readonly PaintingSettings s_small = new()
    {
        Networks = ["alexnet-mini"],
        Strangers = ["alexnet-mini", "alexnet-mini-robust"],
        Methods = "am-simonyan lambda=0,am-simonyan lambda=100",
        Seeds = 2,
        Images = 300,
        References = 10,
    };

    private static readonly Lazy<PaintingSet> s_set = new(() => ImageEvaluator.Run(s_small));

    private static double[] Values(string method, string column) =>
        s_set.Value.Evaluations.Single(row => string.Equals(row.Method, method, StringComparison.Ordinal)).Values[column];

    [Test]
    public void A_method_that_can_not_paint_is_a_gap_in_every_table()
    {
        AttributionEvaluation Row(string network, string method) => new(network, method, new(StringComparer.Ordinal) { ["activation"] = [1, 2], ["variation"] = [-0.5, -0.25] });
        var set = new PaintingSet("0", new PaintingSettings { Networks = ["one", "two"], Layer = "conv", Seeds = 1, Images = 1 }, [Row("one", "a"), Row("one", "b"), Row("two", "a")], ["a remark"], [])
        {
            Gaps = [new EvaluationGap("two", "b", "it needs a decoder")],
        };
        var text = PaintingTable.Markdown(set);
        Assert.That(text, Does.StartWith("Every unit of conv, 1 seed from 1000; percentiles among 1 image of world 1000"));
        Assert.That(text, Does.Contain("## activation, network by network\n\n| method | one | two |\n| --- | --: | --: |\n| a | 1.500 [1.000, 2.000] | 1.500 [1.000, 2.000] |\n| b | 1.500 [1.000, 2.000] | † |\n"));
        Assert.That(text, Does.Match(@"## two\n\n\| method \|[^\n]*\n[^\n]*\n\| a \| 1\.500[^\n]*−0\.375 \[−0\.500, −0\.250\] \|\n\| b† \| † \| † \|\n\n† b is left out: it needs a decoder\n\n- a remark\n$"));
        Assert.That(PaintingTable.Json(set), Does.Contain("\"reason\": \"it needs a decoder\"").And.Contain("\"two, b: left out, it needs a decoder\""));
    }

    [Test]
    public void Every_column_has_a_value_for_each_picture()
    {
        Assert.That(s_set.Value.Evaluations, Has.Count.EqualTo(3), "two methods and the dataset's own images");
        Assert.That((s_set.Value.Notes, s_set.Value.Gaps), Is.EqualTo((Array.Empty<string>(), Array.Empty<EvaluationGap>())));
        foreach (var evaluation in s_set.Value.Evaluations)
        {
            foreach (var column in PaintingColumns.All)
            {
                Assert.That(evaluation.Values[column.Id], Has.Length.EqualTo(column.Id is "diversity" || PaintingColumns.Naturalness.Contains(column) ? 12 : 24), column.Id);
                Assert.That(evaluation.Values[column.Id], Is.All.Matches<double>(double.IsFinite), column.Id);
            }
        }
    }

    [Test]
    public void A_penalty_costs_activation_and_buys_smoothness()
    {
        Assert.That(Values("am-simonyan lambda=100", "activation").Average(), Is.LessThan(Values("am-simonyan lambda=0", "activation").Average()));
        Assert.That(Values("am-simonyan lambda=100", "variation").Average(), Is.LessThan(Values("am-simonyan lambda=0", "variation").Average() / 2));
    }

    [TestCase("am-simonyan lambda=0")]
    [TestCase("am-simonyan lambda=100")]
    public void Images_are_more_natural_than_what_is_painted_without_a_prior_or_with_too_much_of_one(string method)
    {
        foreach (var column in PaintingColumns.Naturalness)
        {
            var (images, pictures) = (Values("images of the dataset", column.Id), Values(method, column.Id));
            Assert.That(images.Average(), column.Direction == MetricDirection.HigherIsBetter ? Is.GreaterThan(pictures.Average()) : Is.LessThan(pictures.Average()), column.Id);
            Assert.That(SignedRankTest.Of(images, pictures), Is.LessThan(0.05), column.Id);
        }
    }

    [Test]
    public void Images_are_as_far_from_other_images_as_chance_makes_them()
    {
        // The estimate has no bias: its interval over the classes holds 0, on ten images of a class and two.
        var interval = Bootstrap.Of(Values("images of the dataset", "kernel-distance"), "test");
        Assert.That(interval.Low, Is.Negative);
        Assert.That(interval.High, Is.Positive);
    }

    [Test]
    public void The_most_natural_method_stands_out_and_images_are_beyond_contest()
    {
        // What is measured is one value for each class: twelve pairs that all differ the same way are significant.
        AttributionEvaluation Row(string method, double distance, double probability, int spread = 1) => new("net", method, new(StringComparer.Ordinal)
        {
            ["spectrum-slope-distance"] = [.. Enumerable.Range(0, 12).Select(i => distance + i * 0.01)],
            ["probability-by-others"] = [.. Enumerable.Range(0, 12).Select(i => probability + (i % 2 == 0 ? 0.01 : -0.01) * spread)],
        });
        var lines = PaintingTable.Markdown(s_set.Value with { Evaluations = [Row("images of the dataset", 0, 0.99), Row("a", 0.2, 0.9), Row("b", 0.5, 0.9, spread: 2)] }).Split('\n');
        var table = Array.IndexOf(lines, "### net: naturalness");
        Assert.That(lines[table + 2], Is.EqualTo("| method | slope distance ↓ | probability by others ↑ |"));
        Assert.That(lines[table + 4], Does.StartWith("| images of the dataset | 0.055 [").And.Not.Contain("*").And.Not.Contain("°"));
        Assert.That(lines[table + 5], Does.StartWith("| a | **0.255 ["));
        Assert.That(lines[table + 6], Does.Match(@"^\| b \| 0\.555 \[[^]]+\]° \| "));
        Assert.That(lines[table + 8], Does.Match(@"^Closest to images: slope distance by a; probability by others by [ab] \(1 other not significantly farther\)\.$"));
    }

    /// <summary>Twelve classes, so that any difference of one sign is significant; what a cell begins with says its place.</summary>
    private static AttributionEvaluation Row(string method, string column, double value, int pictures = 36) => new("net", method, new(StringComparer.Ordinal)
    {
        ["activation"] = [.. Enumerable.Repeat(1.0, pictures)],
        [column] = [.. Enumerable.Range(0, 12).Select(i => value + i * 0.001)],
    });

    private static string[] NaturalnessOf(IReadOnlyList<AttributionEvaluation> rows, params PaintingJudges[] judges)
    {
        var lines = PaintingTable.Markdown(s_set.Value with { Evaluations = rows, Judges = judges }).Split('\n');
        return lines[(Array.IndexOf(lines, "### net: naturalness") + 4)..];
    }

    [Test]
    public void What_is_nearer_to_the_mean_slope_than_images_are_is_no_best()
    {
        var lines = NaturalnessOf([Row("images of the dataset", "spectrum-slope-distance", 0.3), Row("a", "spectrum-slope-distance", 0.1), Row("b", "spectrum-slope-distance", 0.2), Row("c", "spectrum-slope-distance", 0.5)]);
        Assert.That(lines[1], Does.StartWith("| a | 0.106 [").And.Not.Contain("°"));
        Assert.That(lines[2], Does.StartWith("| b | 0.206 [").And.Not.Contain("°"), "a is nearer by a third of images' own distance, which says nothing");
        Assert.That(lines[3], Does.StartWith("| c | 0.506 [").And.Contain("°"));
        Assert.That(lines[5], Is.EqualTo("Closest to images: slope distance: as near as images themselves a, b."));
    }

    [Test]
    public void Frechet_distances_of_other_numbers_of_pictures_have_no_place()
    {
        var lines = NaturalnessOf([Row("a", "frechet-distance-diagonal", 0.1, 120), Row("b", "frechet-distance-diagonal", 0.2), Row("c", "frechet-distance-diagonal", 0.3), Row("d", "frechet-distance-diagonal", 0.4, 24)]);
        Assert.That(lines[0], Does.StartWith("| a | 0.106 [").And.Not.Contain("°"));
        Assert.That(lines[1], Does.StartWith("| b | **0.206 ["));
        Assert.That(lines[2], Does.StartWith("| c | 0.306 [").And.Contain("°"));
        Assert.That(lines[3], Does.StartWith("| d | 0.406 [").And.Not.Contain("°"));
        Assert.That(lines[5], Is.EqualTo("Closest to images: Fréchet distance (diagonal) by b."));
        Assert.That(lines[7], Is.EqualTo("Fréchet distances are ranked among the methods with 36 pictures, the number that most have."));
    }

    [Test]
    public void Who_judges_and_who_does_not_stands_under_the_table()
    {
        var lines = NaturalnessOf([Row("a", "kernel-distance", 0.1)], new PaintingJudges("net", ["alexnet-mini", "vgg-mini"], ["caffenet-mini"]));
        Assert.That(lines, Does.Contain("Judged by alexnet-mini, vgg-mini; by caffenet-mini no method is, since generators of evaluated methods were trained with it."));
        Assert.That(NaturalnessOf([Row("a", "kernel-distance", 0.1)], new PaintingJudges("net", ["alexnet-mini", "vgg-mini"], [])), Has.None.StartsWith("Judged by"));
    }

    [TestCase("am-dgn", "", "alexnet-mini-robust")]
    [TestCase("am-dgn", "dgn-fc6", "caffenet-mini alexnet-mini-robust")]
    [TestCase("am-simonyan", "", "")]
    public void A_generators_own_networks_judge_nobody(string added, string generator, string leftOut)
    {
        var settings = generator.Length > 0 ? new Dictionary<string, string>(StringComparer.Ordinal) { ["generator"] = generator } : [];
        // That of another method: they are left out for this one too.
        Method[] methods = [MethodRegistry.Named("am-fourier").Create(), MethodRegistry.Named(added).Create(settings)];
        using var strangers = Strangers.Open(new PaintingSettings { Strangers = ["alexnet-mini", "caffenet-mini", "alexnet-mini-robust", "vgg-mini"] }, methods);
        using var opened = NetworkCatalogue.Open("vgg-mini", null, float32, CPU);
        Assert.That(string.Join(' ', strangers.KnownTo(opened.Network)), Is.EqualTo(leftOut));
        Assert.That(strangers.To(opened.Network).Select(judge => judge.Name), Is.EqualTo(new[] { "alexnet-mini", "caffenet-mini", "alexnet-mini-robust" }.Except(leftOut.Split(' '), StringComparer.Ordinal)));
    }

    [Test]
    public void Learned_priors_are_evaluated()
    {
        var labels = PaintedEntries.Matching("am-dgn,am-ppgn", false).Select(entry => entry.Label).ToArray();
        Assert.That(labels, Has.Some.EqualTo("am-dgn").And.Some.Contains("generator=dgn-fc6").And.Some.Contains("prior=noiseless-joint"));
    }

    [Test]
    public void One_picture_of_a_class_has_no_distance_of_statistics()
    {
        var set = ImageEvaluator.Run(s_small with { Seeds = 1, Methods = "am-simonyan lambda=100", Images = 24 });
        Assert.That(set.Evaluations.Select(row => row.Values.ContainsKey("probability-by-others")), Is.All.True);
        Assert.That(set.Evaluations.Select(row => row.Values.ContainsKey("kernel-distance")), Is.All.False);
        Assert.That(set.Notes, Is.EqualTo(new[] { "kernel distance and Fréchet distance (diagonal) need at least two pictures of a class: --seeds 2 or more" }));
    }

    [Test]
    public void What_climbs_leaves_the_dataset_below()
    {
        Assert.That(Values("am-simonyan lambda=0", "above-maximum"), Is.All.EqualTo(1));
        Assert.That(Values("am-simonyan lambda=0", "percentile"), Is.All.EqualTo(100));
        // A class is a twelfth of the images: its own lie in the upper part.
        Assert.That(Values("images of the dataset", "percentile").Average(), Is.InRange(85, 99));
        Assert.That(Values("images of the dataset", "above-maximum"), Is.All.EqualTo(0));
    }

    [Test]
    public void Several_networks_stand_side_by_side()
    {
        var set = s_set.Value;
        Assert.That(PaintingTable.Markdown(set), Does.Not.Contain("network by network"));
        var two = set with
        {
            Settings = set.Settings with { Networks = ["alexnet-mini", "other"] },
            Evaluations = [.. set.Evaluations, .. set.Evaluations.Skip(1).Select(evaluation => evaluation with { Network = "other" })],
        };
        var lines = PaintingTable.Markdown(two).Split('\n');
        foreach (var heading in (string[])["activation", "seen by others", "variation"])
        {
            var first = Array.IndexOf(lines, $"## {heading}, network by network") + 2;
            Assert.That(lines[first], Is.EqualTo("| method | alexnet-mini | other |"));
            Assert.That(lines[first + 2], Does.StartWith("| images of the dataset | ").And.EndsWith("] | – |"));
            Assert.That(lines[first + 3], Does.Match(@"^\| am-simonyan lambda=0 \| (?<mean>\S+) \[[^|]+\] \| \k<mean> \[[^|]+\] \|$"));
        }
    }

    [Test]
    public void The_tables_hold_the_same_at_every_run()
    {
        var again = ImageEvaluator.Run(s_small with { Methods = "am-simonyan lambda=100" });
        var lines = PaintingTable.Csv(again).Split('\n');
        Assert.That(lines[0], Is.EqualTo("network,method,column,mean,low,high,pictures"));
        Assert.That(lines, Is.SubsetOf(PaintingTable.Csv(s_set.Value).Split('\n')));
        Assert.That(PaintingTable.Markdown(again), Does.Contain("\n## alexnet-mini\n").And.Contain("\n| am-simonyan lambda=100 | "));
        Assert.That(PaintingTable.Json(again), Does.Contain("\"above-maximum\""));
    }

    [Test]
    public void A_sheet_holds_every_picture()
    {
        Assert.That(PaintingSheet.Of(s_set.Value, "alexnet-mini").Width, Is.InRange(12 * 64, 13 * 64 + 300));
        var two = s_set.Value with { Pictures = [.. s_set.Value.Pictures, .. s_set.Value.Pictures.Select(row => row with { Network = "vgg-mini" })] };
        Assert.That(PaintingSheet.SideBySide(two, [0, 5]).Width, Is.InRange(4 * 64, 5 * 64 + 300));
    }

    [Test]
    public void Units_of_a_layer_are_held_against_what_the_dataset_excites()
    {
        var set = ImageEvaluator.Run(new PaintingSettings { Networks = ["alexnet-mini"], Layer = "relu1", Methods = "am-simonyan lambda=0", Seeds = 1, Images = 200, References = 10 });
        var row = set.Evaluations.Single();
        Assert.That(row.Values.Keys, Is.EqualTo(new[] { "above-maximum", "activation", "high-frequency-share", "percentile", "spectrum-slope", "spectrum-slope-distance", "variation" }));
        Assert.That(row.Values["above-maximum"], Has.Length.EqualTo(48));
    }

    [TestCase("nothing", "no evaluated method that paints matches 'nothing'; there are am-fourier-centred, ")]
    public void A_method_that_is_not_there_is_named(string methods, string message) =>
        Assert.That(() => ImageEvaluator.Run(s_small with { Methods = methods }), Throws.TypeOf<UserError>().With.Message.StartsWith(message));

    [Test]
    public void A_network_of_other_classes_is_refused() =>
        Assert.That(() => ImageEvaluator.Run(s_small with { Networks = ["resnet18"] }), Throws.TypeOf<UserError>().With.Message.Contains("choose a reference network"));
}
