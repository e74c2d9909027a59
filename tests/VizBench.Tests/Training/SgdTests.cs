using NUnit.Framework;
using VizBench.Networks;
using VizBench.Networks.Zoo;
using VizBench.Randomness;
using VizBench.Training;

namespace VizBench.Tests.Training;

/// <summary>The optimiser and the training pass against their definitions, written out slowly.</summary>
public sealed class SgdTests
{
    /// <summary>
    /// Nesterov's momentum as PyTorch defines it, three steps by hand: g ← clip(g) + λ w; m ← μ m + g; w ← w − η (g + μ m).
    /// The vector is a bias: no decay.
    /// </summary>
    [Test]
    public void Three_steps_are_the_definitions()
    {
        using var scope = NewDisposeScope();
        var options = new SgdOptions { Momentum = 0.8, WeightDecay = 0.05, ClipNorm = 2 };
        double[][] values = [[1, -2, 3, 0.5], [0.25, -0.75]];
        Tensor[] tensors = [tensor((double[])values[0].Clone(), [2, 2]), tensor((double[])values[1].Clone(), [2])];
        using var sgd = new Sgd(options, [("weight", tensors[0]), ("bias", tensors[1])]);
        double[][] momenta = [new double[4], new double[2]];
        for (var step = 0; step < 3; step++)
        {
            // The first two gradients are longer than the limit, the third is shorter.
            var scale = step < 2 ? 1.5 : 0.1;
            double[][] gradients = [[scale, -scale, 2 * scale, 0], [scale, scale]];
            var rate = 0.1 * (step + 1);
            sgd.Step([tensor(gradients[0], [2, 2]), tensor(gradients[1], [2])], rate);

            var norm = Math.Sqrt(gradients.SelectMany(g => g).Sum(g => g * g));
            var clip = norm > 2 ? 2 / norm : 1;
            for (var p = 0; p < 2; p++)
            {
                for (var i = 0; i < values[p].Length; i++)
                {
                    var g = gradients[p][i] * clip + (p == 0 ? 0.05 * values[p][i] : 0);
                    momenta[p][i] = 0.8 * momenta[p][i] + g;
                    values[p][i] -= rate * (g + 0.8 * momenta[p][i]);
                }
            }
        }

        Assert.That(tensors[0].data<double>().ToArray(), Is.EqualTo(values[0]).Within(1e-10));
        Assert.That(tensors[1].data<double>().ToArray(), Is.EqualTo(values[1]).Within(1e-10));
    }

    [TestCase(0, 0)]
    [TestCase(120, 0)]
    [TestCase(245, 0.75)]
    [TestCase(370, 1.5)]
    [TestCase(999, 1.5)]
    public void The_adversary_sets_in_late_and_grows(int step, double epsilon) =>
        Assert.That(new AdversaryOptions { Epsilon = 1.5, Clean = 0.12, Ramp = 0.25 }.EpsilonAt(step, 1000), Is.EqualTo(epsilon).Within(1e-9));

    /// <summary>Mean and unbiased variance over samples and places, written out; the running ones move a tenth of the way to the halves' mean.</summary>
    [Test]
    public void Running_statistics_move_towards_what_the_halves_found()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("norm", new BatchNorm(2));
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["norm.weight"] = ones([2]),
            ["norm.bias"] = zeros([2]),
            ["norm.running_mean"] = tensor([1f, -1], [2]),
            ["norm.running_var"] = tensor([4f, 9], [2]),
        };
        using var network = new Network(new Architecture("norm", [2, 3, 3], Preprocessing.ConceptWorld(3), stack.Layers), parameters);
        double[][] halves = [.. Enumerable.Range(0, 2).Select(half => new StreamKey(1, "statistics", "input").Open().At(half).Normal(4 * 2 * 9))];
        var passes = halves.Select(half =>
        {
            var statistics = new BatchStatistics();
            TrainingWalk.Output(network, tensor(half, [4, 2, 3, 3], float32), new StreamKey(1, "statistics", "dropout").Open(), statistics);
            return statistics;
        }).ToArray();
        BatchStatistics.Move(network, passes);

        for (var channel = 0; channel < 2; channel++)
        {
            double[][] found = [.. halves.Select(half => half.Where((_, i) => i / 9 % 2 == channel).ToArray())];
            var mean = found.Average(values => values.Average());
            var variance = found.Average(values => values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1));
            Assert.That(network.Parameters["norm.running_mean"].data<float>().ToArray()[channel], Is.EqualTo(0.9 * (channel == 0 ? 1 : -1) + 0.1 * mean).Within(1e-6));
            Assert.That(network.Parameters["norm.running_var"].data<float>().ToArray()[channel], Is.EqualTo(0.9 * (channel == 0 ? 4 : 9) + 0.1 * variance).Within(1e-5));
        }
    }

    [Test]
    public void Dropout_drops_its_share_and_keeps_the_mean()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("drop", new Dropout(0.2));
        using var network = new Network(new Architecture("drop", [1, 100, 100], Preprocessing.ConceptWorld(100), stack.Layers), new Dictionary<string, Tensor>(StringComparer.Ordinal));
        var output = TrainingWalk.Output(network, ones([2, 1, 100, 100]), new StreamKey(1, "dropout", "test").Open(), new BatchStatistics()).data<float>().ToArray();
        Assert.That(output.Distinct().Order(), Is.EqualTo(new[] { 0f, 1.25f }));
        Assert.That(output.Count(value => value == 0) / 20_000.0, Is.EqualTo(0.2).Within(0.015), "five standard deviations");
    }

    [Test]
    public void Only_a_norm_behind_its_own_layer_can_be_merged()
    {
        using var scope = NewDisposeScope();
        var stack = new LayerStack();
        stack.Add("conv", new Convolution(3, 4, 3));
        stack.Add("relu", new ReLU());
        stack.Add("norm", new BatchNorm(4));
        var architecture = new Architecture("late-norm", [3, 8, 8], Preprocessing.ConceptWorld(8), stack.Layers);
        using var network = new Network(architecture, VizBench.Networks.Weights.FormulaWeights.Of(architecture, 1, float32));
        Assert.That(() => BatchNormMerger.Merge(network, architecture), Throws.ArgumentException.With.Message.Contains("'norm' doesn't follow"));
        using var vgg = new Network(VggMini.BuildForTraining(), VizBench.Networks.Weights.FormulaWeights.Of(VggMini.BuildForTraining(), 1, float32));
        Assert.That(() => BatchNormMerger.Merge(vgg, GoogLeNetMini.Build()), Throws.ArgumentException.With.Message.Contains("layers with weights"));
    }
}
