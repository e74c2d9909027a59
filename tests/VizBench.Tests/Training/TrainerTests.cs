using NUnit.Framework;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class TrainerTests
{
    private static readonly TrainingRecipe s_short = TrainingRecipes.Named("vgg-mini") with
    {
        Images = 192,
        Epochs = 2,
        BatchSize = 32,
        TestImages = 24,
        Adversary = new AdversaryOptions { Clean = 0.2, Ramp = 0.2 },
    };

    [Test]
    public void Two_trainings_give_the_same_bytes_and_a_network_that_learned()
    {
        var folder = Directory.CreateTempSubdirectory("vizbench-train-").FullName;
        try
        {
            var first = ReferenceNetwork.Make(s_short, Path.Combine(folder, "a"));
            var second = ReferenceNetwork.Make(s_short, Path.Combine(folder, "b"));
            Assert.That(second.WeightsSha256, Is.EqualTo(first.WeightsSha256));
            Assert.That(File.ReadAllBytes(Path.Combine(folder, "b", "vgg-mini.safetensors")), Is.EqualTo(File.ReadAllBytes(Path.Combine(folder, "a", "vgg-mini.safetensors"))));
            Assert.That(NetworkCard.Read(Path.Combine(folder, "a", "vgg-mini.json")).ToJson(), Is.EqualTo(first.ToJson()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Merging_batch_normalisation_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var trained = VggMini.BuildForTraining();
        using var before = new VizBench.Networks.Network(trained, FormulaWeights.Of(trained, 4, float64));
        using var after = new VizBench.Networks.Network(VggMini.Build(), BatchNormMerger.Merge(before, VggMini.Build()));
        var input = tensor(new VizBench.Randomness.StreamKey(4, "merge", "input").Open().Normal(2 * 3 * 64 * 64), [2, 3, 64, 64]);
        var expected = ForwardWalk.Logits(before, input).data<double>().ToArray();
        Assert.That(ForwardWalk.Logits(after, input).data<double>().ToArray(), Is.EqualTo(expected).Within(1e-11 * expected.Max(Math.Abs)));
    }

    [Test]
    public void The_adversary_stays_in_its_ball_and_raises_the_loss()
    {
        using var scope = NewDisposeScope();
        var input = tensor(new VizBench.Randomness.StreamKey(4, "adversary", "input").Open().Normal(4 * 12), [4, 3, 2, 2], float32);
        var weight = tensor(new VizBench.Randomness.StreamKey(4, "adversary", "weight").Open().Normal(12), [1, 3, 2, 2], float32);
        Tensor Loss(Tensor x) => (x * weight).sum();
        var moved = Adversary.Perturb(input, 0.5, new VizBench.Randomness.StreamKey(4, "adversary", "start").Open(), Loss);
        var lengths = (moved - input).square().sum([1, 2, 3]).sqrt().data<float>().ToArray();
        Assert.That(lengths, Has.All.LessThanOrEqualTo(0.5001f).And.All.GreaterThan(0.3f));
        Assert.That((double)Loss(moved), Is.GreaterThan((double)Loss(input)));
    }

    [Test]
    public void The_rate_rises_then_falls_to_nothing()
    {
        using var scope = NewDisposeScope();
        using var sgd = new Sgd(new SgdOptions(), [("w", zeros([2, 2], float32))]);
        var rates = Enumerable.Range(0, 1000).Select(step => sgd.RateAt(step, 1000)).ToArray();
        Assert.That(rates.Max(), Is.EqualTo(0.1).Within(1e-4));
        Assert.That(Array.IndexOf(rates, rates.Max()), Is.EqualTo(29).Within(1));
        Assert.That(rates[^1], Is.EqualTo(0).Within(1e-12));
    }

    [Test]
    public void An_unknown_recipe_is_named() =>
        Assert.That(() => TrainingRecipes.Named("vgg-maxi"), Throws.InstanceOf<UserError>().With.Message.StartsWith("there is no recipe for 'vgg-maxi'; there are vgg-mini"));
}
