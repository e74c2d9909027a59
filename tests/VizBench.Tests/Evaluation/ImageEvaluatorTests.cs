using NUnit.Framework;
using VizBench.Metrics;
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
    public void Every_column_has_a_value_for_each_picture()
    {
        Assert.That(s_set.Value.Evaluations, Has.Count.EqualTo(3), "two methods and the dataset's own images");
        Assert.That(s_set.Value.Notes, Is.Empty);
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

    [Test]
    public void One_picture_of_a_class_has_no_distance_of_statistics()
    {
        var set = ImageEvaluator.Run(s_small with { Seeds = 1, Methods = "am-simonyan lambda=100", Images = 24 });
        Assert.That(set.Evaluations.Select(row => row.Values.ContainsKey("probability-by-others")), Is.All.True);
        Assert.That(set.Evaluations.Select(row => row.Values.ContainsKey("kernel-distance")), Is.All.False);
        Assert.That(set.Notes, Is.EqualTo(new[] { "kernel distance and Fréchet distance need at least two pictures of a class: --seeds 2 or more" }));
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
