using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Training;

/// <summary>Unseen images side by side, one of each of six classes, and below each what a generator makes of it, or of its code.</summary>
public static class ReconstructionSheet
{
    private const int Shown = 6;
    private static readonly SheetStyle s_style = new() { Gap = 2, Margin = 2, MinColumnWidth = 8, Frame = null };

    /// <param name="coder">the network whose codes a decoder takes, and whose units the pictures are in</param>
    /// <param name="worldSeed">ConceptWorld's seed of the images</param>
    public static RgbImage Of(Network generator, Network coder, GeneratorRecipe recipe, long worldSeed)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var world = recipe.World(worldSeed);
        var preprocessing = coder.Architecture.Preprocessing;
        var images = Enumerable.Range(0, Shown).Select(i => world.Draw(i).Image).ToArray();
        var input = ImageTensors.Of([.. images.Select(image => ImageTensors.Planes(image.Pixels))], world.Size, preprocessing, coder.device);
        var made = ForwardWalk.Logits(generator, recipe.Input.Code is { } code ? ForwardWalk.Outputs(recipe.FormOf(coder), input, [code.Layer])[0] : input);
        var values = made.to(ScalarType.Float64).cpu().data<double>().ToArray().Chunk(3 * world.Size * world.Size);
        var normalization = new Normalization(preprocessing.Mean, preprocessing.Std);
        var cells = images.Select(image => new SheetCell(image)).Concat(values.Select(one => new SheetCell(PictureOf.Normalized(new PlanarImage(3, world.Size, world.Size, one), normalization))));
        return (ContactSheet.Of(cells, images.Length) with { Style = s_style }).Render();
    }
}
