using NUnit.Framework;
using VizBench.Networks;
using VizBench.Randomness;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class AttackTests
{
    private const int Face = 5;
    private const int Clock = 7;

    private static RandomStream Stream(string purpose) => new StreamKey(4, "attack", purpose).Open();

    [Test]
    public void The_adversary_stays_in_its_ball_and_raises_the_loss()
    {
        using var scope = NewDisposeScope();
        var input = tensor(Stream("input").Normal(4 * 12), [4, 3, 2, 2], float32);
        var weight = tensor(Stream("weight").Normal(12), [1, 3, 2, 2], float32);
        Tensor Loss(Tensor x) => (x * weight).sum();
        var moved = Adversary.Perturb(input, 0.5, Stream("start"), Loss);
        Assert.That(Lengths(moved - input), Has.All.LessThanOrEqualTo(0.5001f).And.All.GreaterThan(0.3f));
        Assert.That((double)Loss(moved), Is.GreaterThan((double)Loss(input)));
    }

    /// <summary>For a linear loss w·x the worst perturbation is known: ε w / |w|. Ten steps leave a little of the start across it.</summary>
    [Test]
    public void Projected_gradient_comes_close_to_the_optimum_of_a_linear_loss()
    {
        using var scope = NewDisposeScope();
        var input = zeros([3, 3, 4, 4], float64);
        var weight = tensor(Stream("weight").Normal(48), [1, 3, 4, 4]);
        var moved = ProjectedGradient.Attack(input, 0.5, 10, (-1, 1), Stream("start"), x => (x * weight).sum());
        var best = 0.5 * Math.Sqrt((double)weight.square().sum());
        var reached = (moved * weight).sum([1, 2, 3]).data<double>().ToArray();
        Assert.That(reached, Has.All.LessThanOrEqualTo(best * (1 + 1e-9)).And.All.GreaterThan(0.97 * best));
        Assert.That(Lengths(moved - input), Has.All.EqualTo(0.5).Within(1e-6));
    }

    [Test]
    public void Projected_gradient_keeps_pixels_in_their_range()
    {
        using var scope = NewDisposeScope();
        var input = full([2, 3, 4, 4], 0.9, float64);
        var moved = ProjectedGradient.Attack(input, 3, 10, (-1, 1), Stream("start"), x => x.sum());
        Assert.That((double)moved.amax([]), Is.EqualTo(1).Within(1e-12));
        Assert.That(Lengths(moved - input), Has.All.LessThanOrEqualTo(3.0));
    }

    /// <summary>A classifier that calls light pictures faces and dark ones clocks.</summary>
    [Test]
    public void Robust_accuracy_falls_with_the_radius()
    {
        using var network = Brightness();
        double[] accuracies = [.. new[] { 0.01, 0.5, 200.0 }.Select(epsilon => Robustness.Of(network, TrainingRecipes.Named("resnet-mini"), 5, 24, epsilon).Accuracy)];
        Assert.That(accuracies, Is.Ordered.Descending);
        Assert.That(accuracies[0], Is.Positive);
        Assert.That(accuracies[^1], Is.Zero, "a ball that holds every picture");
        Assert.That(accuracies[0], Is.EqualTo(VizBench.Training.Evaluation.Of(network, TrainingRecipes.Named("resnet-mini"), 5, 24).Accuracy).Within(1.0 / 24));
    }

    private static double[] Lengths(Tensor difference) => difference.square().sum([1, 2, 3]).sqrt().to(ScalarType.Float64).data<double>().ToArray();

    private static Network Brightness()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("mean", new AdaptiveAveragePool(1));
        stack.Add("flatten", new Flatten());
        stack.Add("fc", new Linear(3, 12));
        var architecture = new Architecture("brightness", [3, 64, 64], Preprocessing.ConceptWorld(64), stack.Layers, VizBench.Data.ConceptWorld.World.Classes);
        return new Network(architecture, new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["fc.weight"] = tensor([.. Enumerable.Range(0, 36).Select(i => i / 3 == Face ? 1f : i / 3 == Clock ? -1 : 0)], [12, 3]),
            ["fc.bias"] = tensor([.. Enumerable.Range(0, 12).Select(i => i is Face or Clock ? 0f : -100)], [12]),
        });
    }
}
