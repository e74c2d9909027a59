using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VizBench.Engine;
using VizBench.Networks;

namespace VizBench.Training;

/// <summary>Tells two recipes apart: a state goes on only under the recipe, and on the libtorch, that it began under.</summary>
internal static class RecipeFingerprint
{
    internal static string Of(TrainingRecipe recipe, Device device)
    {
        var architecture = recipe.Trained();
        return Of(new
        {
            recipe.Name,
            recipe.Seed,
            recipe.WorldSeed,
            recipe.Images,
            recipe.DistinctImages,
            recipe.HasRandomLabels,
            recipe.BatchSize,
            recipe.ChunkImages,
            recipe.Optimizer,
            recipe.Adversary,
            recipe.Augmentation,
            recipe.Shortcut,
            recipe.Moments,
            recipe.FirstLayerScale,
            ImageRecipe.Shards,
            Merged = recipe.Merged is not null,
            TorchEngine.Version,
            Device = device.type.ToString(),
            architecture.Preprocessing,
            Layers = LayersOf(architecture),
        });
    }

    /// <param name="frozenWeights">as <see cref="GeneratorRecipe.FrozenWeights"/> gives them</param>
    internal static string Of(GeneratorRecipe recipe, SortedDictionary<string, string> frozenWeights, Device device)
    {
        var architecture = recipe.Generator();
        return Of(new
        {
            recipe.Name,
            recipe.Seed,
            recipe.WorldSeed,
            recipe.Images,
            recipe.BatchSize,
            recipe.ChunkImages,
            recipe.Augmentation,
            recipe.Optimizer,
            Input = recipe.Input.ToString(),
            Losses = recipe.Losses.Select(part => $"{part.Name} {part.Weight:R}: {part.Description}"),
            recipe.Discriminator,
            recipe.Averaging,
            recipe.LastLayerScale,
            recipe.SmoothsNetworks,
            // What the generator learns comes from these: a state doesn't go on over others.
            FrozenWeights = frozenWeights,
            ImageRecipe.Shards,
            TorchEngine.Version,
            Device = device.type.ToString(),
            architecture.Preprocessing,
            Layers = LayersOf(architecture),
            Shapes = architecture.Layers.Select(layer => architecture.ShapeOf(layer.Name)),
        });
    }

    private static IEnumerable<string> LayersOf(Architecture architecture) =>
        architecture.Layers.Select(layer => $"{layer.Name}: {layer.Operation} of {string.Join(", ", layer.Inputs)}");

    private static string Of<T>(T what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(what))));
}
