using NUnit.Framework;
using VizBench.Data.Paintings;
using VizBench.Engine;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Tests.Data;
using VizBench.Tests.Training;
using VizBench.Training;

namespace VizBench.Tests.Style;

/// <summary>Trainings of style networks, a few steps of them, and their losses.</summary>
public sealed class StyleTrainingTests
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

    private static GeneratorRecipe Short(string name, int steps) => GeneratorRecipes.Named(name) with { BatchSize = 2, Images = 2 * steps, ChunkImages = 2 * steps, TestImages = 12 };

    [Test]
    public void The_loss_of_a_transform_network_falls()
    {
        var card = ReferenceGenerator.Make(Short("style-fast-glass", 48), ShortRecipe.In(_folder.Path));
        Assert.That(card.LearningCurve, Has.Count.EqualTo(2));
        Assert.That(card.LearningCurve[1].Loss, Is.LessThan(0.8 * card.LearningCurve[0].Loss));
        Assert.That(card.Test, Is.Null, "there is no picture that it should give back");
        Assert.That(card.Training.Styles, Is.EqualTo("the painting glass, seed 0"));
    }

    /// <summary>Styles are drawn by step and part: which threads draw them, and when, does not matter.</summary>
    [Test]
    public void Threads_and_an_interruption_change_nothing()
    {
        var recipe = Short("style-adain", 6);
        var before = Tensor.TotalCount;
        var whole = ReferenceGenerator.Make(recipe, ShortRecipe.In(_folder.File("a"), workers: 1));
        using var source = new CancellationTokenSource();
        var stop = new Stop(at =>
        {
            if (at is { Phase: "training", Fraction: > 0.4 })
                source.Cancel();
        });
        Assert.That(() => ReferenceGenerator.Make(recipe, ShortRecipe.In(_folder.File("b")), stop, source.Token), Throws.InstanceOf<OperationCanceledException>());
        var resumed = ReferenceGenerator.Make(recipe, ShortRecipe.In(_folder.File("b")));
        Assert.That(resumed.Weights, Is.EqualTo(whole.Weights));
        Assert.That(resumed.Test, Is.EqualTo(whole.Test));
        Assert.That(Tensor.TotalCount, Is.EqualTo(before), "no tensor is left");
    }

    [Test]
    public void Losses_are_their_definitions()
    {
        using var scope = NewDisposeScope();
        using var networks = new FrozenNetworks(CPU);
        string[] layers = ["features.1", "features.6"];
        LossPart[] losses = [new ContentLoss(1, "vgg-mini", layers[1]), new GramLoss(1, "vgg-mini", layers), new MomentLoss(1, "vgg-mini", layers), new VariationLoss(1)];
        foreach (var loss in losses)
            loss.Register(networks);
        var (content, style) = (Painted("wash"), Painted("blocks"));
        Assert.That(Found(content, content), Is.EqualTo(new[] { 0, Slow(layers, Gram), Slow(layers, Moments), Variation(content) }).Within(1e-4).Percent);
        Assert.That(Found(style, content)[1..3], Is.All.EqualTo(0).Within(1e-9), "a style's own picture has it");

        double[] Found(Tensor made, Tensor target)
        {
            var batch = new GeneratorBatch(target, target, made, networks.Given(target), networks.Made(made)) { StyleFeatures = networks.Given(style) };
            return Array.ConvertAll(losses, loss => (double)loss.Of(batch));
        }

        double Slow(string[] at, Func<double[][], double[][], double> of) => at.Select(layer => of(Rows(networks.Given(content).Of("vgg-mini", layer)), Rows(networks.Given(style).Of("vgg-mini", layer)))).Sum() / (of == Gram ? at.Length : 1);
    }

    [Test]
    public void Networks_are_smoothed_where_the_recipe_says_so()
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("vgg-mini", null, float32, CPU);
        var picture = Painted("glass");
        foreach (var (smooths, network) in new[] { (false, opened.Network), (true, StyleNetworks.Encoder(opened.Network)) })
        {
            using var networks = new FrozenNetworks(CPU, smooths ? StyleNetworks.Encoder : null);
            networks.Compare("vgg-mini", "features.9");
            Assert.That(networks.Given(picture).Of("vgg-mini", "features.9").data<float>().ToArray(), Is.EqualTo(ForwardWalk.Outputs(network, picture, ["features.9"])[0].data<float>().ToArray()));
        }
    }

    /// <summary>Σ (G − A)² / Σ A², the matrices over positions.</summary>
    private static double Gram(double[][] made, double[][] style)
    {
        var (difference, size) = (0.0, 0.0);
        for (var i = 0; i < made.Length; i++)
        {
            for (var j = 0; j < made.Length; j++)
            {
                var (g, a) = (made[i].Zip(made[j], (x, y) => x * y).Average(), style[i].Zip(style[j], (x, y) => x * y).Average());
                difference += (g - a) * (g - a);
                size += a * a;
            }
        }

        return difference / size;
    }

    /// <summary>The mean over channels of (μ − μ')² + (σ − σ')².</summary>
    private static double Moments(double[][] made, double[][] style) => made.Zip(style, (x, y) => Math.Pow(x.Average() - y.Average(), 2) + Math.Pow(Deviation(x) - Deviation(y), 2)).Average();

    private static double Deviation(double[] values) => Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1) + 1e-5);

    private static double Variation(Tensor picture)
    {
        var (values, side) = (picture.data<float>().ToArray(), 64);
        var (right, down) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            right += i % side < side - 1 ? Math.Abs(values[i + 1] - values[i]) : 0;
            down += i / side % side < side - 1 ? Math.Abs(values[i + side] - values[i]) : 0;
        }

        return (right + down) / (3 * side * (side - 1));
    }

    /// <summary>One row for each channel.</summary>
    private static double[][] Rows(Tensor features) => [.. features.to(float64).data<double>().ToArray().Chunk((int)(features.shape[2] * features.shape[3]))];

    private static Tensor Painted(string name) => ImageTensors.Of([ImageTensors.Planes(Painting.Draw(name, 64).Pixels)], 64, VizBench.Networks.Preprocessing.ConceptWorld(64), CPU);

    private sealed class Stop(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
