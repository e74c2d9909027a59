using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VizBench.Engine;

namespace VizBench.Training;

/// <summary>Tells two recipes apart: a state goes on only under the recipe, and on the libtorch, that it began under.</summary>
internal static class RecipeFingerprint
{
    internal static string Of(TrainingRecipe recipe, Device device)
    {
        var what = new
        {
            recipe.Name,
            recipe.Seed,
            recipe.WorldSeed,
            recipe.Images,
            recipe.BatchSize,
            recipe.ChunkImages,
            recipe.Optimizer,
            recipe.Adversary,
            recipe.Augmentation,
            recipe.Shortcut,
            recipe.Moments,
            recipe.FirstLayerScale,
            TrainingRecipe.Shards,
            Merged = recipe.Merged is not null,
            TorchEngine.Version,
            Device = device.type.ToString(),
            recipe.Trained().Preprocessing,
            Layers = recipe.Trained().Layers.Select(layer => $"{layer.Name}: {layer.Operation} of {string.Join(", ", layer.Inputs)}"),
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(what))));
    }
}
