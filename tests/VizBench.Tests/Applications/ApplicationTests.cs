using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Methods.Optimising;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Applications;

/// <summary>Studies that put visualization to use: attacks, pruning, a pair of first layers.</summary>
public sealed class ApplicationTests
{
    private static readonly WorldOptions s_world = new() { Seed = 5, Size = WorldOptions.SmallestSize };

    [Test]
    public void An_attack_stays_within_its_cube_and_lowers_the_likelihood_more_than_noise()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float64, CPU);
        var input = ConceptDataset.Of(s_world, 12).Input(network, 0, 12);
        var canvas = new Canvas(32, 32, network.Architecture.Preprocessing, float64, CPU);
        long[] classes = [.. Enumerable.Range(0, 12).Select(i => (long)i)];
        var attack = new ProjectedAttack(network, canvas, 6.0 / 255, 5);
        var (attacked, noise) = (attack.Of(input, classes, 1, CancellationToken.None), attack.RandomSigns(input, 1));
        foreach (var moved in new[] { attacked, noise })
        {
            var colors = canvas.ToColours(moved);
            Assert.That((colors - canvas.ToColours(input)).abs().amax([0, 1, 2, 3]).item<double>(), Is.EqualTo(6.0 / 255).Within(1e-9));
            Assert.That((colors.amin([0, 1, 2, 3]).item<double>(), colors.amax([0, 1, 2, 3]).item<double>()), Is.EqualTo((0.0, 1.0)).Using<(double, double)>((a, b) => a.Item1 >= -1e-9 && a.Item2 <= 1 + 1e-9));
        }

        var (before, byNoise, byAttack) = (Likelihoods(input), Likelihoods(noise), Likelihoods(attacked));
        for (var i = 0; i < 12; i++)
            Assert.That(byAttack[i], Is.LessThan(before[i]).And.LessThan(byNoise[i]));
        var again = attack.Of(input, classes, 1, CancellationToken.None);
        Assert.That(again.data<double>().ToArray(), Is.EqualTo(attacked.data<double>().ToArray()));

        double[] Likelihoods(Tensor images)
        {
            using var grad = no_grad();
            var values = network.Architecture.Probability.LogOf(ForwardWalk.Logits(network, images)).contiguous().data<double>().ToArray();
            return [.. Enumerable.Range(0, 12).Select(i => values[i * 12 + i])];
        }
    }

    /// <summary>Removing units by the walk is what a network without their filters does.</summary>
    [Test]
    public void Pruned_accuracies_are_those_of_networks_without_the_filters()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float64, CPU);
        var curves = PruningStudy.Of(new OpenedNetwork(network, "formula", "0"), new PruningSettings("features.3", 24, 2, 4, s_world));
        Assert.That(curves.Select(curve => curve.Evidence), Is.EqualTo(new[] { "magnitude", "dissection", "maximization", "random" }));
        Assert.That(curves.Select(curve => curve.Accuracy.Count), Is.All.EqualTo(4));
        Assert.That(curves.Select(curve => curve.Accuracy[0]).Distinct().Count(), Is.EqualTo(1), "nothing is removed yet");
        Assert.That(curves[0].Significance, Is.Null);
        Assert.That(curves.Skip(1).Select(curve => curve.Significance), Is.All.InRange(0, 1));
        var weights = FormulaWeights.Of(network.Architecture, 3, float64, CPU);
        var filters = weights["features.2.weight"].contiguous().data<double>().ToArray().Chunk(8 * 9).Select(filter => filter.Sum(Math.Abs)).ToArray();
        Assert.That(curves[0].Order, Is.EqualTo(Enumerable.Range(0, 8).OrderBy(unit => filters[unit])));
        foreach (var unit in curves[0].Order!.Take(4))
        {
            weights["features.2.weight"].select(0, unit).zero_();
            weights["features.2.bias"].select(0, unit).zero_();
        }

        using var pruned = new Network(network.Architecture, weights, float64, CPU);
        using var grad = no_grad();
        var answers = ForwardWalk.Logits(pruned, ConceptDataset.Of(s_world, 48).Input(pruned, 24, 24)).argmax(1).data<long>().ToArray();
        Assert.That(curves[0].Accuracy[2], Is.EqualTo(answers.Index().Average(answer => answer.Item == answer.Index % 12 ? 1.0 : 0)).Within(1e-12));
        Assert.That(curves[0].Area, Is.EqualTo(curves[0].Accuracy.Average()).Within(1e-12).And.InRange(curves[0].Low, curves[0].High));
        Assert.That(
            () => PruningStudy.Of(new OpenedNetwork(network, "formula", "0"), new PruningSettings("classifier.0", 24, 2, 4, s_world)),
            Throws.TypeOf<UserError>().With.Message.StartsWith("classifier.0 is no ReLU behind a convolution"));
    }

    [Test]
    public void Sets_of_images_are_compared_layer_by_layer()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float64, CPU);
        var report = SecurityStudy.Of(new OpenedNetwork(network, "formula", "0"), new SecuritySettings(12, 8, 3, "gradient,lrp", s_world));
        Assert.That(report.Sets.Select(set => set.Set), Is.EqualTo(new[] { "real", "noise", "adversarial", "fooling" }));
        Assert.That(report.Sets[0], Is.EqualTo(report.Sets[0] with { Difference = 0, Ssim = 1 }));
        Assert.That(report.Sets[1].Difference, Is.EqualTo(8).Within(1e-9));
        Assert.That(report.Sets[3].Accuracy, Is.GreaterThan(0.9), "fooling images are made for their classes");
        Assert.That(report.Sets[3].Ssim, Is.Null);
        Assert.That(report.Layers.Select(layer => layer.Layer).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "features.1", "features.3" }));
        foreach (var layer in report.Layers)
            Assert.That((layer.Active, layer.Auc), Is.EqualTo((0.5, 0.5)).Using<(double, double)>((a, b) => a.Item1 is >= 0 and <= 1 && a.Item2 is >= 0 and <= 1));
        // A set against itself.
        Assert.That(report.Layers.Where(layer => string.Equals(layer.Set, "real", StringComparison.Ordinal)).Select(layer => layer.Auc), Is.All.EqualTo(0.5).Within(1e-12));
        Assert.That(report.Shifts.Select(shift => (shift.Method, shift.Set)).Distinct().Count(), Is.EqualTo(report.Shifts.Count));
        Assert.That(report.Shifts.Select(shift => shift.Cosine.Mean), Is.All.InRange(-1, 1));
        Assert.That(ApplicationTables.Markdown(report), Does.Contain("| adversarial |").And.Contain("| features.1 |"));
    }

    [TestCase(StridePair.Coarse, 4)]
    [TestCase(StridePair.Fine, 2)]
    public void The_pair_differs_in_its_first_layer(string name, int stride)
    {
        var architecture = StridePair.Build(name);
        Assert.That(((Convolution)architecture.LayerNamed("conv1").Operation).Stride.Height, Is.EqualTo(stride));
        Assert.That(architecture.ShapeOf("flatten"), Is.EqualTo(new long[] { 64 * 9 }));
        Assert.That(() => StridePair.Build("other"), Throws.ArgumentException);
    }
}
