using System.Text.Json.Serialization;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Training;

/// <summary>How much of the noise on unseen images' codes an autoencoder takes away: mean squared differences from the clean code, each value by its variance.</summary>
/// <param name="WorldSeed">ConceptWorld's seed of the images</param>
/// <param name="Before">of the noisy codes</param>
/// <param name="After">of what the autoencoder makes of them</param>
public sealed record DenoisingTest(long WorldSeed, int Images, double Before, double After)
{
    /// <summary>Tests on the first images of the seed after the training's, with the noise that the recipe has.</summary>
    internal static DenoisingTest Of(Network autoencoder, FrozenNetworks networks, GeneratorRecipe recipe, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var code = recipe.Input as CodeInput ?? throw new ArgumentException($"{recipe.Name} takes no codes", nameof(recipe));
        var (loss, stream) = (new CodeLoss(1), TrainingImages.Stream(recipe, "test noise"));
        var (before, after, seen) = (0.0, 0.0, 0);
        foreach (var (pictures, _) in new EvaluationImages(networks.Named(code.Network), recipe.World(recipe.WorldSeed + 1), recipe.TestImages).Batches("testing", progress, cancellation))
        {
            using var grad = no_grad();
            var features = networks.Given(pictures);
            var noisy = code.Of(autoencoder, pictures, features, null, stream.At(seen));
            before += Distance(noisy);
            after += Distance(ForwardWalk.Logits(autoencoder, noisy));
            seen += (int)pictures.shape[0];

            double Distance(Tensor codes) =>
                pictures.shape[0] * (double)loss.Of(new GeneratorBatch(noisy, pictures, codes, features, features) { CleanCodes = code.CleanCodes(autoencoder, features) });
        }

        return new DenoisingTest(recipe.WorldSeed + 1, seen, before / seen, after / seen);
    }

    /// <summary>The share of the noise that is left, 0 … 1 where the autoencoder is of use.</summary>
    [JsonIgnore]
    public double Left => After / Before;

    /// <summary>As a card shows it.</summary>
    internal DenoisingTest Rounded() => this with { Before = Math.Round(Before, 4), After = Math.Round(After, 4) };
}
