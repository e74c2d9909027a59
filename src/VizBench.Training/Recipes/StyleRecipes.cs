using VizBench.Networks.Zoo;

namespace VizBench.Training;

/// <summary>The recipes of the networks of style transfer.</summary>
/// <remarks>
/// The papers' weights belong to VGG-16 and VGG-19 on pictures of 0 … 255 (Johnson: content 1e5, style 1e10). Here each loss of a transform network is
/// relative to the size of what is wanted, so that its weight means the same on any network; the numbers are those at which ConceptWorld's objects can
/// still be named and the painting's palette and texture be seen.
/// </remarks>
internal static class StyleRecipes
{
    // vgg-mini's relu1_1, relu2_1, relu2_2, relu3_1 and relu4_1: where style-gatys reads it too.
    private static readonly string[] s_styleLayers = ["features.1", "features.4", "features.6", "features.9", "features.14"];

    internal static IReadOnlyList<GeneratorRecipe> All { get; } = [.. StyleNetworks.Paintings.Select(Transform), Decoder()];

    /// <summary>A transform network by Johnson's losses.</summary>
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
            Losses = [new ContentLoss(1, entry.Network, "features.6"), new GramLoss(4, entry.Network, s_styleLayers), new VariationLoss(0.06)],
            Optimizer = new AdamOptions { Rate = 3e-3 },
            SmoothsNetworks = true,
        };
    }

    /// <summary>The decoder by Huang and Belongie's losses and weights; styles are compared up to the layer that is decoded, as theirs.</summary>
    private static GeneratorRecipe Decoder()
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
            TestImages = 1_200,
            Losses = [new InputLoss(1, entry.Network, entry.Layer!), new MomentLoss(10, entry.Network, [.. s_styleLayers.Take(3)]), new VariationLoss(0.1)],
            Optimizer = new AdamOptions { Rate = 2e-3 },
            SmoothsNetworks = true,
        };
    }
}
