using NUnit.Framework;
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
                Assert.That(evaluation.Values[column.Id], Has.Length.EqualTo(column.Id is "diversity" ? 12 : 24), column.Id);
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
        var set = ImageEvaluator.Run(new PaintingSettings { Networks = ["alexnet-mini"], Layer = "relu1", Methods = "am-simonyan lambda=0", Seeds = 1, Images = 200 });
        var row = set.Evaluations.Single();
        Assert.That(row.Values.Keys, Is.EqualTo(new[] { "above-maximum", "activation", "high-frequency-share", "percentile", "spectrum-slope", "variation" }));
        Assert.That(row.Values["above-maximum"], Has.Length.EqualTo(48));
    }

    [TestCase("nothing", "no evaluated method that paints matches 'nothing'; there are am-fourier-centred, ")]
    public void A_method_that_is_not_there_is_named(string methods, string message) =>
        Assert.That(() => ImageEvaluator.Run(s_small with { Methods = methods }), Throws.TypeOf<UserError>().With.Message.StartsWith(message));

    [Test]
    public void A_network_of_other_classes_is_refused() =>
        Assert.That(() => ImageEvaluator.Run(s_small with { Networks = ["resnet18"] }), Throws.TypeOf<UserError>().With.Message.Contains("choose a reference network"));
}
