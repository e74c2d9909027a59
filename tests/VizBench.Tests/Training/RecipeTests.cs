using NUnit.Framework;
using VizBench.Networks.Zoo;
using VizBench.Training;

namespace VizBench.Tests.Training;

public sealed class RecipeTests
{
    private static IEnumerable<TrainingRecipe> Recipes() => TrainingRecipes.All;

    [TestCaseSource(nameof(Recipes))]
    public void A_recipe_is_whole(TrainingRecipe recipe)
    {
        Assert.That(recipe.ChunkImages % recipe.BatchSize, Is.Zero, "chunks are whole batches");
        Assert.That(recipe.ChunkImages % 12, Is.Zero, "every class equally often");
        Assert.That(recipe.Images % recipe.ChunkImages, Is.Zero);
        Assert.That(recipe.BatchSize % ImageRecipe.Shards, Is.Zero);
        Assert.That(recipe.Trained().Name, Is.EqualTo(recipe.Name));
        Assert.That(recipe.Shipped().TrainedParameterCount, Is.LessThanOrEqualTo(600_000));
        Assert.That(recipe.Moments?.Steps ?? [], Is.Ordered.Ascending.And.All.LessThan(recipe.Steps));
    }

    [Test]
    public void Every_committed_network_has_its_recipe() =>
        Assert.That(NetworkCatalogue.All.Where(entry => entry.Committed).Select(entry => entry.TrainedAs).Distinct(StringComparer.Ordinal), Is.EquivalentTo(TrainingRecipes.All.Select(recipe => recipe.Name)));

    [Test]
    public void An_unknown_recipe_is_named() =>
        Assert.That(() => TrainingRecipes.Named("vgg-maxi"), Throws.InstanceOf<UserError>().With.Message.StartsWith("there is no recipe for 'vgg-maxi'; there are alexnet-mini, "));
}
