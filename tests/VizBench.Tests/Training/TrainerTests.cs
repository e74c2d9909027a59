using NUnit.Framework;
using VizBench.Engine;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Tests.Data;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class TrainerTests
{
    [TearDown]
    public void Threads() => TorchEngine.UseThreads(2);

    [Test]
    public void One_thread_and_two_give_the_same_files()
    {
        using var folder = new TestFolder();
        var first = ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(folder.File("a"), workers: 1));
        var second = ReferenceNetwork.Make(ShortRecipe.AlexNet, ShortRecipe.In(folder.File("b"), workers: 2));
        Assert.That(second.Weights.Sha256, Is.EqualTo(first.Weights.Sha256));
        string[] files = ["alexnet-mini.curve.svg", "alexnet-mini.json", "alexnet-mini.safetensors", "alexnet-mini@20.safetensors", "alexnet-mini@3.safetensors"];
        Assert.That(Directory.GetFiles(folder.File("a")).Select(Path.GetFileName).Order(StringComparer.Ordinal), Is.EqualTo(files), "nothing else is left");
        Assert.Multiple(() =>
        {
            foreach (var file in files.Where(file => file.EndsWith(".safetensors", StringComparison.Ordinal)))
                Assert.That(File.ReadAllBytes(Path.Combine(folder.File("b"), file)), Is.EqualTo(File.ReadAllBytes(Path.Combine(folder.File("a"), file))), file);
        });
    }

    [Test]
    public void A_training_leaks_no_tensor()
    {
        using var folder = new TestFolder();
        var before = Tensor.TotalCount;
        ReferenceNetwork.Make(ShortRecipe.AlexNet with { Images = 120 }, ShortRecipe.In(folder.File("a")));
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void The_loss_falls()
    {
        var recipe = ShortRecipe.AlexNet with { Images = 48 * 32, ChunkImages = 768, BatchSize = 32, Adversary = null, Augmentation = null, Moments = null };
        using var state = new TrainingState(recipe, CPU);
        new Trainer(recipe, state, 2).Run();
        Assert.That(state.Curve.Rows, Has.Count.EqualTo(2));
        Assert.That(state.Curve.Rows[1].Means[0], Is.LessThan(0.8 * state.Curve.Rows[0].Means[0]));
    }

    /// <summary>Two shards, each normalised by itself: their gradients, added, are those of both halves' summed loss in one graph.</summary>
    [Test]
    public void The_shards_gradients_add_up()
    {
        using var scope = NewDisposeScope();
        var recipe = ShortRecipe.AlexNet with { Adversary = null };
        using var state = new TrainingState(recipe, CPU);
        Tensor[] learned = [.. state.Learned.Select(parameter => parameter.Value)];
        var images = new TrainingImages(recipe, state.Network.Architecture.Preprocessing, CPU, 2);
        images.Prepare(0, CancellationToken.None);
        var shards = new ShardPass(recipe, state.Network, images, learned);
        var parts = new BatchPass(2).Run(shard => shards.Run(0, shard));
        var gradients = BatchPass.Sum([.. parts.Select(part => part.Gradients)]);

        var dropout = TrainingImages.Stream(recipe, "dropout");
        var loss = zeros([], float32);
        for (var half = 0; half < 2; half++)
        {
            var (input, classes) = images.Batch(0, half * 4, 4);
            var logits = TrainingWalk.Output(state.Network, input, dropout.At(half), new BatchStatistics());
            loss += logits.log_softmax(1).gather(1, classes.unsqueeze(1)).sum() * (-1.0 / 8);
        }

        var expected = autograd.grad([loss], learned);
        Assert.That(parts.Sum(part => part.Loss), Is.EqualTo((double)loss).Within(1e-5));
        for (var i = 0; i < learned.Length; i++)
            Assert.That((double)(gradients[i] - expected[i]).abs().amax([]), Is.LessThan(1e-5 * (1 + (double)expected[i].abs().amax([]))), state.Learned[i].Name);
        foreach (var part in parts)
            part.Dispose();
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
    public void A_network_learns_random_labels_by_heart()
    {
        using var folder = new TestFolder();
        var recipe = TrainingRecipes.Named("vgg-mini").WithRandomLabels() with { Images = 24 * 80, DistinctImages = 24, ChunkImages = 24, BatchSize = 8, TestImages = 24 };
        var card = ReferenceNetwork.Make(recipe, ShortRecipe.In(folder.Path));
        Assert.That(card.Memorized, Is.EqualTo(1));
        Assert.That(card.Test.Accuracy, Is.LessThan(0.5));
        Assert.That((card.Command, card.Training.DistinctImages), Is.EqualTo(("./vizbench train vgg-mini --random-labels", (int?)24)));
        Assert.That(CardPage.Of(card, "a summary", "models"), Does.Contain("1920 ConceptWorld images of seed 100, 24 different ones with classes permuted at random;"));
    }
}
