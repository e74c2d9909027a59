using NUnit.Framework;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Tests.Evaluation;

public sealed class AttributionEvaluatorTests
{
    private static readonly EvaluationSettings s_small = new()
    {
        Networks = ["vgg-mini", "vgg-mini-shortcut"],
        Methods = "gradient,lrp composite=epsilon-gamma-box",
        Images = 4,
        CostlyImages = 2,
        FlippingSteps = 8,
        SensitivitySamples = 2,
        Agreement = true,
    };

    private static readonly Lazy<EvaluationSet> s_set = new(() => AttributionEvaluator.Run(s_small));

    [Test]
    public void Every_column_has_a_value_for_each_of_its_images()
    {
        Assert.That(s_set.Value.Evaluations.Select(j => (j.Network, j.Method)), Is.EqualTo(
            from network in s_small.Networks from method in new[] { "gradient", "lrp composite=epsilon-gamma-box" } select (network, method)));
        foreach (var evaluation in s_set.Value.Evaluations)
        {
            foreach (var column in EvaluationColumn.All.Where(column => !column.Id.StartsWith("data-randomization", StringComparison.Ordinal) && (column.Id is not "sum-error" || evaluation.Method.StartsWith("lrp", StringComparison.Ordinal))))
            {
                var costly = column.Id is "max-sensitivity" or "randomised-ssim" or "randomised-rank-correlation" or "mass-on-mark" or "pointing-at-mark";
                Assert.That(evaluation.Values[column.Id], Has.Length.EqualTo(costly ? 2 : 4), column.Id);
                Assert.That(evaluation.Values[column.Id], Is.All.Matches<double>(double.IsFinite), column.Id);
            }
        }
    }

    [Test]
    public void A_network_that_learned_the_mark_is_found_out()
    {
        double[] MassOnMark(string network) => s_set.Value.Evaluations.Single(j => string.Equals(j.Network, network, StringComparison.Ordinal) && j.Method is not "gradient").Values["mass-on-mark"];
        Assert.That(MassOnMark("vgg-mini-shortcut").Min(), Is.GreaterThan(MassOnMark("vgg-mini").Max() * 2));
    }

    [Test]
    public void The_tables_hold_the_same_at_every_run()
    {
        var again = AttributionEvaluator.Run(s_small);
        Assert.That(EvaluationTable.Csv(again), Is.EqualTo(EvaluationTable.Csv(s_set.Value)));
        var table = EvaluationTable.Markdown(again);
        Assert.That(table, Does.Contain("\n## vgg-mini\n").And.Contain("\n## The planted mark\n").And.Contain("\n## vgg-mini-shortcut\n").And.Contain("| lrp composite=epsilon-gamma-box | "));
        Assert.That(EvaluationTable.Json(again), Does.Contain("\"randomised-ssim\""));
    }

    [Test]
    public void A_randomised_network_keeps_the_other_layers_and_the_scale()
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("vgg-mini", null, float32, CPU);
        var network = opened.Network;
        var layers = ParameterRandomisation.Layers(network.Architecture);
        Assert.That(layers[0], Is.EqualTo("classifier.3"));
        using var randomised = ParameterRandomisation.Without(network, layers.Take(1), 0);
        foreach (var (name, tensor) in network.Parameters)
        {
            var isSame = tensor.eq(randomised.Parameters[name]).all().item<bool>();
            Assert.That(isSame, Is.EqualTo(name is not ("classifier.3.weight" or "classifier.3.bias")), name);
        }

        var (before, after) = (Deviation(network), Deviation(randomised));
        Assert.That(after, Is.EqualTo(before).Within(0.1 * before));
    }

    [Test]
    public void Methods_are_held_against_each_other()
    {
        var set = s_set.Value;
        Assert.That(set.Agreements.Select(pair => (pair.Network, pair.First, pair.Second)), Is.EqualTo(s_small.Networks.Select(network => (network, "gradient", "lrp composite=epsilon-gamma-box"))));
        Assert.That(set.Agreements.Select(pair => pair.Values.Keys), Is.All.EquivalentTo(MethodAgreement.Metrics));
        Assert.That(set.Agreements.SelectMany(pair => pair.Values["top-k-overlap"]), Has.Exactly(8).InRange(0, 0.9).And.Some.GreaterThan(0.1));
        Assert.That(EvaluationTable.Markdown(set), Does.Contain("\n## Agreement of methods on vgg-mini: rank-correlation\n").And.Contain("\n| method | gradient |\n"));
        Assert.That(AgreementTable.Csv(set.Agreements).Split('\n'), Has.Length.EqualTo(1 + 2 * 3 + 1));
    }

    [Test]
    public void A_network_of_random_labels_is_explained_otherwise()
    {
        var set = AttributionEvaluator.Run(s_small with { Networks = ["vgg-mini"], Methods = "gradient", Images = 2, CostlyImages = 1, FlippingSteps = 1, SensitivitySamples = 1, Agreement = false, RandomLabels = "formula:3" });
        Assert.That(set.Agreements, Is.Empty);
        Assert.That(set.Evaluations[0].Values["data-randomization-ssim"], Has.Length.EqualTo(1).And.All.InRange(-1, 0.8));
        Assert.That(set.Evaluations[0].Values["data-randomization-rank-correlation"], Has.Length.EqualTo(1).And.All.InRange(-1, 0.8));
        Assert.That(EvaluationTable.Markdown(set), Does.Contain("| random labels SSIM ↓ |"));
    }

    [Test]
    public void Every_column_is_a_registered_metric_and_agrees_on_what_is_better() => Assert.Multiple(() =>
    {
        // Those of the mark are relevance-mass and pointing-game with another region.
        foreach (var column in EvaluationColumn.All.Except(EvaluationColumn.OfMark).Concat(PaintingColumns.All))
            Assert.That(column.Direction, Is.EqualTo(MetricRegistry.Get(column.Id).Direction).Or.EqualTo(MetricDirection.Descriptive), column.Id);
        Assert.That(MethodAgreement.Metrics.Select(metric => MetricRegistry.Get(metric).Group), Is.All.EqualTo(MetricGroup.Agreement));
    });

    [Test]
    public void Bold_is_better_than_something()
    {
        var column = EvaluationColumn.All.Single(column => column.Id is "attribution-iou");
        AttributionEvaluation Row(double value) => new("net", "method", new(StringComparer.Ordinal) { [column.Id] = [.. Enumerable.Range(0, 12).Select(i => value + 0.01 * i)] });
        Assert.That(BestOfColumn.Of(column, [Row(0.5)]), Is.EqualTo(new[] { ColumnPlace.None }));
        Assert.That(BestOfColumn.Of(column, [Row(0.5), Row(0.5)]), Is.EqualTo(new[] { ColumnPlace.None, ColumnPlace.None }));
        Assert.That(BestOfColumn.Of(column, [Row(0.5), new AttributionEvaluation("net", "other", new(StringComparer.Ordinal))]), Is.EqualTo(new[] { ColumnPlace.None, ColumnPlace.None }));
        Assert.That(BestOfColumn.Of(column, [Row(0.4), Row(0.5)]), Is.EqualTo(new[] { ColumnPlace.Worse, ColumnPlace.Best }));
    }

    [Test]
    public void Random_labels_are_one_networks() =>
        Assert.That(() => AttributionEvaluator.Run(s_small with { RandomLabels = "formula:3" }), Throws.TypeOf<UserError>().With.Message.StartsWith("--random-labels holds for one network, and there are 2"));

    [TestCase("nothing", "no evaluated method matches 'nothing'; there are gradient, ")]
    public void A_method_that_is_not_there_is_named(string methods, string message) =>
        Assert.That(() => AttributionEvaluator.Run(s_small with { Methods = methods }), Throws.TypeOf<UserError>().With.Message.StartsWith(message));

    [Test]
    public void A_network_of_other_classes_is_refused() =>
        Assert.That(() => AttributionEvaluator.Run(s_small with { Networks = ["resnet18"] }), Throws.TypeOf<UserError>().With.Message.Contains("choose a reference network"));

    private static double Deviation(Network network)
    {
        var values = network.Parameters["classifier.3.weight"].to(float64).data<double>().ToArray();
        return Math.Sqrt(values.Average(value => value * value) - values.Average() * values.Average());
    }
}
