using System.Text;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Weights;

namespace VizBench.Training;

/// <summary>Makes a generator from its recipe: weights and card, written into a folder.</summary>
public static class ReferenceGenerator
{
    /// <summary>Trains, tests what will be stored, and then writes NAME.safetensors, NAME.json and NAME.curve.svg: all of them or none.</summary>
    /// <exception cref="UserError">the training runs away, a network that it looks through is missing, or a state in the folder can't go on</exception>
    public static GeneratorCard Make(
        GeneratorRecipe recipe, TrainingSession session, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(session.Folder);
        var frozenWeights = recipe.FrozenWeights();
        using var networks = new FrozenNetworks(session.Device, recipe.FormOf);
        using var state = session.Train(
            recipe, RecipeFingerprint.Of(recipe, frozenWeights, session.Device), () => new GeneratorState(recipe, session.Device),
            (started, afterStep) => new GeneratorTrainer(recipe, started, networks, session.Workers, progress).Run(afterStep, cancellation), progress);
        using var shipped = Shipping.Rounded(state.Network.Architecture, state.Result);
        var weights = SafetensorsFile.ToBytes(Shipping.StateOf(shipped));
        var card = CardOf(recipe, session, state, frozenWeights, shipped, WeightsOnCard.Of(recipe.Name, weights), networks, progress, cancellation);
        AtomicFile.WriteAll(
        [
            (Path.Combine(session.Folder, recipe.Name + WeightsOnCard.Extension), stream => stream.Write(weights)),
            (Path.Combine(session.Folder, CurveChart.FileNameOf(recipe.Name)), stream => stream.Write(Encoding.UTF8.GetBytes(CurveChart.Of(card)))),
            (Path.Combine(session.Folder, NetworkCard.FileNameOf(recipe.Name)), stream => stream.Write(Encoding.UTF8.GetBytes(card.ToJson()))),
        ]);
        session.Finish(recipe);
        return card;
    }

    private static GeneratorCard CardOf(
        GeneratorRecipe recipe, TrainingSession session, GeneratorState state, SortedDictionary<string, string> frozenWeights, Network shipped, WeightsOnCard file, FrozenNetworks networks,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation) => new()
        {
            Name = recipe.Name,
            Command = $"./vizbench train {recipe.Name}{(session.Device.type == DeviceType.CUDA ? " --device cuda" : "")}",
            Weights = file,
            Parameters = shipped.Architecture.TrainedParameterCount,
            Input = GeneratorInputOnCard.Of(recipe, shipped.Architecture),
            Architecture = [.. shipped.Architecture.Layers.Select(layer => LayerOnCard.Of(shipped.Architecture, layer))],
            Training = TrainingOf(recipe, session, state, frozenWeights),
            Test = recipe is { MakesCodes: false, Input.Code: { } code }
                ? GeneratorTest.Of(shipped, networks.Named(code.Network), recipe, recipe.WorldSeed + 1, recipe.TestImages, progress, cancellation).Rounded()
                : null,
            Denoising = recipe.MakesCodes ? DenoisingTest.Of(shipped, networks, recipe, progress, cancellation).Rounded() : null,
            LearningCurve = [.. state.Curve.Rows.Select(GeneratorPoint.Of)],
        };

    private static GeneratorTrainingOnCard TrainingOf(GeneratorRecipe recipe, TrainingSession session, GeneratorState state, SortedDictionary<string, string> frozenWeights) => new()
    {
        Seed = recipe.Seed,
        WorldSeed = recipe.WorldSeed,
        Images = recipe.Images,
        BatchSize = recipe.BatchSize,
        Steps = recipe.Steps,
        Styles = recipe.Input.StyleDescription,
        Optimizer = recipe.Optimizer,
        Noise = (recipe.Input as CodeInput)?.NoiseDescription,
        Losses = [.. recipe.Losses.Select(part => new LossOnCard(part.Name, part.Weight, part.Description))],
        Discriminator = recipe.Discriminator is { } options ? DiscriminatorOnCard.Of(options) : null,
        Networks = frozenWeights,
        SmoothsNetworks = recipe.SmoothsNetworks ? true : null,
        Averaging = recipe.Averaging,
        LastLayerScale = recipe.LastLayerScale,
        Augmentation = recipe.Augmentation,
        Seconds = Math.Round(state.Seconds),
        Device = session.Device.ToString(),
        Threads = session.Workers,
        Libtorch = TorchEngine.Version,
    };
}
