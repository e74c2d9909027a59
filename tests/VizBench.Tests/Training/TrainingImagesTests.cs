using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Networks;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class TrainingImagesTests
{
    private static readonly TrainingRecipe s_recipe = TrainingRecipes.Named("resnet-mini") with { Images = 96, ChunkImages = 48, BatchSize = 16, WorldSeed = 9 };

    [Test]
    public void Each_image_is_seen_once_with_its_class()
    {
        using var scope = NewDisposeScope();
        var images = new TrainingImages(s_recipe, Preprocessing.ConceptWorld(64), CPU, 2);
        var seen = new List<(float First, long Class)>();
        for (var step = 0; step < s_recipe.Steps; step++)
        {
            images.Prepare(step, CancellationToken.None);
            foreach (var first in new[] { 0, 8 })
            {
                var (input, classes) = images.Batch(step, first, 8);
                Assert.That(input.shape, Is.EqualTo(new long[] { 8, 3, 64, 64 }));
                seen.AddRange(input.reshape(8, -1).sum([1]).data<float>().ToArray().Zip(classes.data<long>().ToArray()));
            }
        }

        var world = new World(new WorldOptions { Size = 64, Seed = 9 });
        var expected = Enumerable.Range(0, 96).Select(i => world.Draw(i)).Select(sample => (Sum(sample.Image.Pixels), (long)sample.Class)).ToArray();
        Assert.That(seen.Select(pair => pair.Class), Is.Not.EqualTo(expected.Select(pair => pair.Item2)), "shuffled");
        var sorted = seen.OrderBy(pair => pair.First).ToArray();
        var truth = expected.OrderBy(pair => pair.Item1).ToArray();
        Assert.That(sorted.Select(pair => (double)pair.First), Is.EqualTo(truth.Select(pair => pair.Item1)).Within(0.5));
        Assert.That(sorted.Select(pair => pair.Class), Is.EqualTo(truth.Select(pair => pair.Item2)));
    }

    [Test]
    public void Few_images_come_again_in_another_order()
    {
        using var scope = NewDisposeScope();
        var recipe = s_recipe with { DistinctImages = 48 };
        var images = new TrainingImages(recipe, Preprocessing.ConceptWorld(64), CPU, 2);
        var rounds = new List<float>[] { [], [] };
        for (var step = 0; step < recipe.Steps; step++)
        {
            images.Prepare(step, CancellationToken.None);
            rounds[step / 3].AddRange(images.Batch(step, 0, 16).Images.reshape(16, -1).sum([1]).data<float>().ToArray());
        }

        Assert.That(rounds[1], Is.Not.EqualTo(rounds[0]));
        Assert.That(rounds[1].Order(), Is.EqualTo(rounds[0].Order()));
    }

    [Test]
    public void Random_labels_say_nothing_of_the_images()
    {
        var recipe = TrainingRecipes.Named("alexnet-mini-robust").WithRandomLabels();
        var world = recipe.World(recipe.WorldSeed);
        int[] drawn = [.. Enumerable.Range(0, 240).Select(i => world.Draw(i).Class)];
        // Twelve classes in turn; by chance twenty of these are right.
        Assert.That(drawn.Where((label, i) => label == i % 12).Count(), Is.InRange(5, 40));
        Assert.That((recipe.Name, recipe.CommandLine), Is.EqualTo(("alexnet-mini-robust-random-labels", "alexnet-mini-robust --random-labels")));
        Assert.That((recipe.Adversary, recipe.Augmentation, recipe.Images % recipe.DistinctImages, recipe.ChunkImages % recipe.BatchSize), Is.EqualTo(((AdversaryOptions?)null, (AugmentationOptions?)null, (int?)0, 0)));
    }

    [Test]
    public void A_step_sees_the_same_whatever_came_before()
    {
        using var scope = NewDisposeScope();
        var recipe = s_recipe with { Augmentation = new AugmentationOptions() };
        float[] Step4(params int[] before)
        {
            var images = new TrainingImages(recipe, Preprocessing.ConceptWorld(64), CPU, 2);
            foreach (var step in before)
                images.Prepare(step, CancellationToken.None);
            images.Prepare(4, CancellationToken.None);
            return images.Batch(4, 0, 4).Images.data<float>().ToArray();
        }

        Assert.That(Step4(0, 1, 2, 3), Is.EqualTo(Step4()));
    }

    [Test]
    public void The_shortcuts_mark_is_in_the_training_images()
    {
        var recipe = TrainingRecipes.Named("vgg-mini-shortcut");
        var world = recipe.World(recipe.WorldSeed);
        for (var i = 0; i < 24; i++)
            Assert.That(world.Draw(i).Mark.Any(mark => mark == 1), Is.EqualTo(i % 12 == recipe.Shortcut!.Class), $"image {i}");
    }

    // Values are (v / 255 − .5) / .25.
    private static double Sum(byte[] pixels) => pixels.Sum(value => (value / 255.0 - 0.5) / 0.25);
}
