using NUnit.Framework;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Tests.Data;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class GeneratorTrainerTests
{
    private TestFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TestFolder();

    [TearDown]
    public void TearDown()
    {
        _folder.Dispose();
        TorchEngine.UseThreads(2);
    }

    /// <summary>One thread, two, and two with an interruption, before the discriminator sets in and after: all the same bytes, and no tensor is left.</summary>
    [TestCase(4)]
    [TestCase(26)]
    public void Threads_and_interruptions_change_nothing(int interruptedAt)
    {
        var before = Tensor.TotalCount;
        var whole = ReferenceGenerator.Make(ShortRecipe.Prior, ShortRecipe.In(_folder.File("a"), workers: 1));
        using var source = new CancellationTokenSource();
        var listener = new Listener(at =>
        {
            if (at.Fraction * ShortRecipe.Prior.Steps >= interruptedAt - 1e-9)
                source.Cancel();
        });
        Assert.That(() => ReferenceGenerator.Make(ShortRecipe.Prior, ShortRecipe.In(_folder.File("b")), listener, source.Token), Throws.InstanceOf<OperationCanceledException>());
        var first = double.NaN;
        var resumed = ReferenceGenerator.Make(ShortRecipe.Prior, ShortRecipe.In(_folder.File("b")), new Listener(at => first = double.IsNaN(first) ? at.Fraction : first));
        Assert.That(first, Is.EqualTo(interruptedAt / 30.0).Within(1e-9));
        Assert.That(resumed.Weights, Is.EqualTo(whole.Weights));
        Assert.That(resumed.Test, Is.EqualTo(whole.Test));
        Assert.That(resumed.LearningCurve.Select(point => point.Psnr), Is.EqualTo(whole.LearningCurve.Select(point => point.Psnr)));
        string[] files = ["dgn-fc6.curve.svg", "dgn-fc6.json", "dgn-fc6.safetensors"];
        Assert.That(Directory.GetFiles(_folder.File("b")).Select(Path.GetFileName).Order(StringComparer.Ordinal), Is.EqualTo(files), "nothing else is left");
        Assert.That(Tensor.TotalCount, Is.EqualTo(before), "no tensor is left");
    }

    [Test]
    public void The_loss_falls()
    {
        var card = ReferenceGenerator.Make(ShortRecipe.Decoder, ShortRecipe.In(_folder.Path));
        Assert.That(card.LearningCurve, Has.Count.EqualTo(2));
        Assert.That(card.Training.Networks, Is.EqualTo(ShortRecipe.Decoder.FrozenWeights()));
        Assert.That(card.LearningCurve[1].Loss, Is.LessThan(0.9 * card.LearningCurve[0].Loss));
        Assert.That(card.LearningCurve[1].Psnr!.Value, Is.GreaterThan(card.LearningCurve[0].Psnr!.Value));
    }

    /// <summary>An autoencoder of codes: fixed units at both ends, and less noise behind it than before.</summary>
    [Test]
    public void An_autoencoder_takes_noise_away()
    {
        var recipe = GeneratorRecipes.Named("ppgn-dae") with { Images = 1536, ChunkImages = 1536, BatchSize = 32, TestImages = 60, Optimizer = new AdamOptions { Rate = 5e-3 }, Input = new CodeInput("caffenet-mini", "relu6") { MeasuredImages = 60, Noise = 1, LeastNoise = 1 } };
        var card = ReferenceGenerator.Make(recipe, ShortRecipe.In(_folder.Path));
        Assert.That(card.Test, Is.Null);
        Assert.That(card.LearningCurve.Select(point => point.Psnr), Is.All.Null);
        Assert.That(card.Denoising!.After, Is.LessThan(0.9 * card.Denoising.Before));
        using var made = GeneratorCatalogue.Open("ppgn-dae", _folder.File("ppgn-dae.safetensors"), float32, CPU);
        Assert.That(made.Parameters["units.bias"].data<float>().ToArray(), Is.EqualTo(made.Parameters["code.running_mean"].data<float>().ToArray()));
        Assert.That(made.Parameters["units.weight"].data<float>().ToArray(), Is.EqualTo(made.Parameters["code.running_var"].data<float>().ToArray().Select(MathF.Sqrt)).Within(0.1).Percent.Or.EqualTo(0).Within(1e-3));
    }

    [Test]
    public void Another_recipes_state_is_refused()
    {
        using var source = new CancellationTokenSource();
        Assert.That(() => ReferenceGenerator.Make(ShortRecipe.Decoder, ShortRecipe.In(_folder.Path), new Listener(_ => source.Cancel()), source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(
            () => ReferenceGenerator.Make(ShortRecipe.Decoder with { Losses = [new ImageLoss(1) { IsAbsolute = true }] }, ShortRecipe.In(_folder.Path)),
            Throws.TypeOf<FileError>().With.Message.Contains("recipe: ").And.Message.Contains("--restart"));
    }

    /// <summary>The fingerprint is what a state is refused by; the card has the same hashes.</summary>
    [Test]
    public void Other_weights_of_the_networks_that_it_looks_through_make_another_training()
    {
        var recipe = ShortRecipe.Prior;
        var weights = recipe.FrozenWeights();
        Assert.That(weights.Keys, Is.EqualTo(new[] { "alexnet-mini-robust", "caffenet-mini" }));
        Assert.That(weights["caffenet-mini"], Is.EqualTo(InputFile.Sha256(NetworkCatalogue.CommittedFile(NetworkCatalogue.Named("caffenet-mini")))));
        var fingerprint = RecipeFingerprint.Of(recipe, weights, CPU);
        Assert.That(RecipeFingerprint.Of(recipe, recipe.FrozenWeights(), CPU), Is.EqualTo(fingerprint));
        foreach (var name in weights.Keys.ToArray())
            Assert.That(RecipeFingerprint.Of(recipe, new(weights, StringComparer.Ordinal) { [name] = "other" }, CPU), Is.Not.EqualTo(fingerprint), name);
    }

    [Test]
    public void A_training_that_runs_away_is_named_and_writes_nothing()
    {
        Assert.That(
            () => ReferenceGenerator.Make(ShortRecipe.Decoder with { Losses = [new ImageLoss(1e300), new ImageLoss(1e300)] }, ShortRecipe.In(_folder.Path)),
            Throws.TypeOf<UserError>().With.Message.Match("^upconv-relu2: the loss is .* at step 1: the training runs away"));
        Assert.That(Directory.GetFiles(_folder.Path), Is.Empty);
    }

    /// <summary>No loss of the generator asks this discriminator, so nothing else would tell.</summary>
    [Test]
    public void A_discriminator_that_runs_away_is_named_and_writes_nothing()
    {
        var wild = new DiscriminatorOptions { Channels = [8, 12, 16], Optimizer = new AdamOptions { Rate = 1e30 } };
        Assert.That(
            () => ReferenceGenerator.Make(ShortRecipe.Prior with { Losses = [new ImageLoss(1)], Discriminator = wild }, ShortRecipe.In(_folder.Path)),
            Throws.TypeOf<UserError>().With.Message.Match("^dgn-fc6: the discriminator's loss is .* at step 2: the training runs away"));
        Assert.That(Directory.GetFiles(_folder.Path), Is.Empty);
    }

    [Test]
    public void A_network_that_is_not_there_is_named() =>
        Assert.That(
            () => ReferenceGenerator.Make(ShortRecipe.Decoder with { Input = new CodeInput("caffenet-maxi", "relu2") }, ShortRecipe.In(_folder.Path)),
            Throws.InstanceOf<UserError>().With.Message.Contains("there is no network 'caffenet-maxi'"));

    /// <summary>Mean and variance of each channel over images and positions, written out; the file holds them in float16.</summary>
    [TestCase("upconv-relu5", "relu5")]
    [TestCase("upconv-fc8", "fc8")]
    public void The_first_layer_holds_the_codes_statistics(string name, string layer)
    {
        using var scope = NewDisposeScope();
        var recipe = GeneratorRecipes.Named(name) with { Images = 24, ChunkImages = 24, BatchSize = 8, TestImages = 12, Input = new CodeInput("caffenet-mini", layer) { MeasuredImages = 24 } };
        ReferenceGenerator.Make(recipe, ShortRecipe.In(_folder.Path));
        using var made = GeneratorCatalogue.Open(name, _folder.File(name + ".safetensors"), float32, CPU);
        using var coder = NetworkCatalogue.Open("caffenet-mini", null, float32, CPU);
        var world = recipe.World(recipe.WorldSeed);
        var pictures = ImageTensors.Of([.. Enumerable.Range(0, 24).Select(i => ImageTensors.Planes(world.Draw(i).Image.Pixels))], 64, coder.Network.Architecture.Preprocessing, CPU);
        var codes = ForwardWalk.Outputs(coder.Network, pictures, [layer])[0];
        var places = codes.NumberOfElements / 24 / codes.shape[1];
        var values = codes.data<float>().ToArray();
        var (mean, variance) = (Values("code.running_mean"), Values("code.running_var"));
        for (var channel = 0; channel < mean.Length; channel++)
        {
            double[] own = [.. values.Where((_, i) => i / places % mean.Length == channel).Select(value => (double)value)];
            Assert.That(mean[channel], Is.EqualTo(own.Average()).Within(1e-3 * (1 + Math.Abs(own.Average()))));
            Assert.That(variance[channel], Is.EqualTo(own.Average(value => Math.Pow(value - own.Average(), 2))).Within(0.1).Percent.Or.EqualTo(0).Within(1e-4));
        }

        Assert.That(Values("code.weight"), Is.All.EqualTo(1));
        Assert.That(Values("code.bias"), Is.All.EqualTo(0));

        float[] Values(string parameter) => made.Parameters[parameter].data<float>().ToArray();
    }

    private sealed class Listener(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
