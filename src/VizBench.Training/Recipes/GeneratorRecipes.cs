using VizBench.Networks.Zoo;

namespace VizBench.Training;

/// <summary>The recipes of the generators, by name.</summary>
public static class GeneratorRecipes
{
    private const int Test = 1_200;

    // vgg-mini's relu1_1, relu2_1, relu2_2, relu3_1 and relu4_1.
    private static readonly string[] s_styleLayers = ["features.1", "features.4", "features.6", "features.9", "features.14"];

    public static IReadOnlyList<GeneratorRecipe> All { get; } =
    [
        Decoder("upconv-relu2", 8),
        Decoder("upconv-relu5", 8),
        Decoder("upconv-fc6", 8),
        Decoder("upconv-fc8", 8),
        .. StyleNetworks.Paintings.Select(Transform),
        Moments(),
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

    /// <summary>A transform network by Johnson's losses, each relative to the size of what is wanted; the layers are those that style transfer reads by itself.</summary>
    private static GeneratorRecipe Transform(string painting)
    {
        var entry = StyleNetworks.TransformFor(painting);
        return new GeneratorRecipe
        {
            Name = entry.Name,
            Generator = entry.Build,
            Input = new PictureInput(painting),
            Images = 12_000,
            BatchSize = 4,
            ChunkImages = 1_200,
            Losses = [new ContentLoss(1, entry.Network, "features.6"), new GramLoss(2.5, entry.Network, s_styleLayers), new VariationLoss(0.03)],
            Optimizer = new AdamOptions { Rate = 3e-3 },
        };
    }

    /// <summary>The decoder by Huang and Belongie's losses and weights; styles are compared up to the layer that is decoded, as theirs.</summary>
    private static GeneratorRecipe Moments()
    {
        var entry = GeneratorCatalogue.Named(StyleNetworks.Decoder);
        return new GeneratorRecipe
        {
            Name = entry.Name,
            Generator = entry.Build,
            Input = new StyledInput(entry.Network, entry.Layer!),
            Images = 12_000,
            BatchSize = 8,
            ChunkImages = 2_400,
            Losses = [new InputLoss(1, entry.Network, entry.Layer!), new MomentLoss(10, entry.Network, [.. s_styleLayers.Take(4)])],
            Optimizer = new AdamOptions { Rate = 2e-3 },
        };
    }
}
