using VizBench.Data.ConceptWorld.Variants;
using VizBench.Networks.Zoo;

namespace VizBench.Training;

/// <summary>The recipes of the reference networks, by name.</summary>
public static class TrainingRecipes
{
    public static IReadOnlyList<TrainingRecipe> All { get; } =
    [
        new()
        {
            Name = AlexNetMini.Name,
            Trained = () => AlexNetMini.Build(),
            Images = 36 * ImageRecipe.ImagesPerChunk,
            Optimizer = new SgdOptions { WeightDecay = 1.5e-3 },
            Augmentation = new AugmentationOptions(),
        },
        new()
        {
            Name = AlexNetMini.RobustName,
            Trained = () => AlexNetMini.Build(AlexNetMini.RobustName),
            Images = 24 * ImageRecipe.ImagesPerChunk,
            Optimizer = new SgdOptions { WeightDecay = 1e-3 },
            Adversary = new AdversaryOptions(),
        },
        new()
        {
            Name = CaffeNetMini.Name,
            Trained = CaffeNetMini.Build,
            Images = 36 * ImageRecipe.ImagesPerChunk,
            // Without batch normalisation a rate of .1 runs away.
            Optimizer = new SgdOptions { Rate = 0.04, WeightDecay = 1.5e-3, ClipNorm = 1 },
            // Nor does anything but decay take the initial noise out of its filters.
            FirstLayerScale = 0.03,
            Moments = new MomentOptions(CaffeNetMini.Moments, CaffeNetMini.LastFeature),
        },
        new()
        {
            Name = GoogLeNetMini.Name,
            Trained = GoogLeNetMini.Build,
            Images = 24 * ImageRecipe.ImagesPerChunk,
            Optimizer = new SgdOptions { WeightDecay = 1e-3 },
        },
        new()
        {
            Name = ResNetMini.Name,
            Trained = ResNetMini.Build,
            Images = 24 * ImageRecipe.ImagesPerChunk,
            Optimizer = new SgdOptions { WeightDecay = 1e-3 },
        },
        new()
        {
            Name = VggMini.Name,
            Trained = () => VggMini.BuildForTraining(),
            Merged = () => VggMini.Build(),
            Images = 16 * ImageRecipe.ImagesPerChunk,
            Adversary = new AdversaryOptions(),
        },
        new()
        {
            Name = VggMini.ShortcutName,
            Trained = () => VggMini.BuildForTraining(VggMini.ShortcutName),
            Merged = () => VggMini.Build(VggMini.ShortcutName),
            Images = 6 * ImageRecipe.ImagesPerChunk,
            // Against an adversary, or with a mark of a fifth of the side, it learns boats as well: the mark must be the easier way.
            Shortcut = ReferenceShortcut.Options,
        },
    ];

    /// <param name="name">'-' and '_' are the same here, as in the catalogue of networks</param>
    /// <exception cref="UserError">no such recipe; the message lists what there is</exception>
    public static TrainingRecipe Named(string name) => Recipes.Named(All, name);
}
