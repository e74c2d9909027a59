using System.Text;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;

namespace VizBench.Training;

/// <summary>Makes a reference network from its recipe: weights and card, written into a folder.</summary>
public static class ReferenceNetwork
{
    private const int AttackedImages = 2_000;
    private static readonly double[] s_attacks = [0.5, 1];

    /// <summary>
    /// Trains, tests what will be stored, and then writes NAME.safetensors, NAME.json and NAME.curve.svg, and NAME@STEP.safetensors
    /// for each kept moment: all of them or none.
    /// </summary>
    /// <exception cref="UserError">the training runs away, or a state in the folder can't go on</exception>
    public static NetworkCard Make(
        TrainingRecipe recipe, TrainingSession session, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        // First, so that a folder that can't be made costs no training.
        Directory.CreateDirectory(session.Folder);
        using var state = session.Train(recipe, progress, cancellation);
        using var shipped = Shipping.Network(recipe, state.Network);
        var weights = new List<(string Name, byte[] Bytes)> { (recipe.Name, SafetensorsFile.ToBytes(Shipping.StateOf(shipped))) };
        weights.AddRange(state.Moments.Select(moment => (NetworkEntry.MomentName(recipe.Name, moment.Key), SafetensorsFile.ToBytes(new StateDict(moment.Value)))));

        var card = CardOf(recipe, session, state, shipped, [.. weights.Select(file => WeightsOnCard.Of(file.Name, file.Bytes))], progress, cancellation);
        AtomicFile.WriteAll(
        [
            .. weights.Select(file => (Path.Combine(session.Folder, file.Name + WeightsOnCard.Extension), Writer(file.Bytes))),
            (Path.Combine(session.Folder, CurveChart.FileNameOf(recipe.Name)), Writer(Encoding.UTF8.GetBytes(CurveChart.Of(card)))),
            (Path.Combine(session.Folder, NetworkCard.FileNameOf(recipe.Name)), Writer(Encoding.UTF8.GetBytes(card.ToJson()))),
        ]);
        session.Finish(recipe);
        return card;

        static Action<Stream> Writer(byte[] bytes) => stream => stream.Write(bytes);
    }

    private static NetworkCard CardOf(
        TrainingRecipe recipe, TrainingSession session, TrainingState state, Network shipped, IReadOnlyList<WeightsOnCard> files,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var testSeed = recipe.WorldSeed + 1;
        return new NetworkCard
        {
            Name = recipe.Name,
            Command = $"./vizbench train {recipe.CommandLine}{(session.Device.type == DeviceType.CUDA ? " --device cuda" : "")}",
            Weights = files[0],
            Moments = [.. files.Skip(1)],
            Parameters = shipped.Architecture.TrainedParameterCount,
            Input = InputOnCard.Of(shipped.Architecture),
            Architecture = [.. shipped.Architecture.Layers.Select(layer => LayerOnCard.Of(shipped.Architecture, layer))],
            Classes = shipped.Architecture.Classes,
            Training = TrainingOf(recipe, session, state),
            Test = Evaluation.Of(shipped, recipe, testSeed, recipe.TestImages, progress, cancellation),
            Memorized = recipe is { HasRandomLabels: true, DistinctImages: { } count } ? Evaluation.Of(shipped, recipe, recipe.WorldSeed, count, progress, cancellation).Accuracy : null,
            Robustness = [.. s_attacks.Select(epsilon => Robustness.Of(shipped, recipe, testSeed, Math.Min(AttackedImages, recipe.TestImages), epsilon, progress, cancellation))],
            ShortcutUse = recipe.Shortcut is null ? null : ShortcutUse.Of(shipped, recipe.Shortcut, testSeed, recipe.TestImages, progress, cancellation),
            FirstLayer = FilterSmoothness.Of(FirstLayerFilters.Of(shipped)),
            LearningCurve = [.. state.Curve.Rows.Select(LearningPoint.Of)],
        };
    }

    private static TrainingOnCard TrainingOf(TrainingRecipe recipe, TrainingSession session, TrainingState state) => new()
    {
        Seed = recipe.Seed,
        WorldSeed = recipe.WorldSeed,
        Images = recipe.Images,
        DistinctImages = recipe.DistinctImages,
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
