using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Weights;

namespace VizBench.Training;

/// <summary>Makes a reference network from its recipe: weights and card, written into a folder.</summary>
public static class ReferenceNetwork
{
    private const int AttackedImages = 2_000;
    private static readonly double[] s_attacks = [0.5, 1];

    /// <summary>Trains, tests what will be stored, and writes NAME.safetensors, NAME.json and NAME.curve.svg, and NAME@STEP.safetensors for each kept moment.</summary>
    public static NetworkCard Make(
        TrainingRecipe recipe, TrainingSession session, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        // First, so that a folder that can't be made costs no training.
        Directory.CreateDirectory(session.Folder);
        using var state = session.Train(recipe, progress, cancellation);
        using var shipped = Shipping.Network(recipe, state.Network);
        var files = new List<(string Name, StateDict Weights)> { (recipe.Name, Shipping.StateOf(shipped)) };
        files.AddRange(state.Moments.Select(moment => (MomentOptions.NameOf(recipe.Name, moment.Key), new StateDict(moment.Value))));
        foreach (var (name, weights) in files)
            SafetensorsFile.Write(Path.Combine(session.Folder, name + WeightsOnCard.Extension), weights);

        var card = CardOf(recipe, session, state, shipped, [.. files.Select(file => FileOf(session.Folder, file.Name))], progress, cancellation);
        AtomicFile.WriteText(Path.Combine(session.Folder, CardPage.CurveFileNameOf(recipe.Name)), CurveChart.Of(card));
        AtomicFile.WriteText(Path.Combine(session.Folder, recipe.Name + ".json"), card.ToJson());
        session.Finish(recipe);
        return card;
    }

    private static NetworkCard CardOf(
        TrainingRecipe recipe, TrainingSession session, TrainingState state, Network shipped, IReadOnlyList<WeightsOnCard> files,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var testSeed = recipe.WorldSeed + 1;
        return new NetworkCard
        {
            Name = recipe.Name,
            Command = $"./vizbench train {recipe.Name}",
            Weights = files[0],
            Moments = [.. files.Skip(1)],
            Parameters = shipped.Architecture.TrainedParameterCount,
            Architecture = [.. shipped.Architecture.Layers.Select(layer => LayerOnCard.Of(shipped.Architecture, layer))],
            Classes = shipped.Architecture.Classes,
            Training = TrainingOf(recipe, session, state),
            Test = Evaluation.Of(shipped, testSeed, recipe.TestImages, progress, cancellation),
            Robustness = [.. s_attacks.Select(epsilon => Robustness.Of(shipped, testSeed, Math.Min(AttackedImages, recipe.TestImages), epsilon, progress, cancellation))],
            ShortcutUse = recipe.Shortcut is null ? null : ShortcutUse.Of(shipped, recipe.Shortcut, testSeed, recipe.TestImages, progress, cancellation),
            FirstLayer = FilterSmoothness.Of(FirstLayerFilters.Of(shipped)),
            LearningCurve = [.. state.Curve.Points.Select(point => point.Rounded())],
        };
    }

    private static WeightsOnCard FileOf(string folder, string name)
    {
        var path = Path.Combine(folder, name + WeightsOnCard.Extension);
        return new WeightsOnCard(name + WeightsOnCard.Extension, new FileInfo(path).Length, InputFile.Sha256(path));
    }

    private static TrainingOnCard TrainingOf(TrainingRecipe recipe, TrainingSession session, TrainingState state) => new()
    {
        Seed = recipe.Seed,
        WorldSeed = recipe.WorldSeed,
        Images = recipe.Images,
        BatchSize = recipe.BatchSize,
        Steps = recipe.Steps,
        Optimizer = recipe.Optimizer,
        FirstLayerScale = recipe.FirstLayerScale,
        Adversary = recipe.Adversary,
        Augmentation = recipe.Augmentation,
        Shortcut = recipe.Shortcut is null ? null : ShortcutOnCard.Of(recipe.Shortcut),
        Seconds = Math.Round(state.Seconds),
        Device = session.Device.ToString(),
        Threads = session.Workers,
        Libtorch = TorchEngine.Version,
    };
}
