using VizBench.Networks.Zoo;

namespace VizBench.Training;

/// <summary>The recipes of the generators, by name.</summary>
public static class GeneratorRecipes
{
    private const int Test = 1_200;

    public static IReadOnlyList<GeneratorRecipe> All { get; } =
    [
        Decoder("upconv-relu2", 8),
        Decoder("upconv-relu5", 8),
        Decoder("upconv-fc6", 8),
        Decoder("upconv-fc8", 8),
    ];

    /// <param name="name">'-' and '_' are the same here, as in the catalogue of generators</param>
    /// <exception cref="UserError">no such recipe; the message lists what there is</exception>
    public static GeneratorRecipe Named(string name) => Recipes.Named(All, name);

    /// <summary>A decoder by image loss: squared differences of pixels, in the mean the mean of all pictures with the code.</summary>
    private static GeneratorRecipe Decoder(string name, int chunks)
    {
        var entry = GeneratorCatalogue.Named(name);
        return new GeneratorRecipe
        {
            Name = name,
            Generator = entry.Build,
            Input = new CodeInput(entry.Network, entry.Layer!),
            Images = chunks * ImageRecipe.ImagesPerChunk,
            BatchSize = 32,
            TestImages = Test,
            Losses = [new ImageLoss(1)],
            Optimizer = new AdamOptions { Rate = 2e-3 },
        };
    }
}
