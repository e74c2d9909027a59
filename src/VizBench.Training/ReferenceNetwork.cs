using System.Diagnostics;
using System.Security.Cryptography;
using VizBench.Engine;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Weights;

namespace VizBench.Training;

/// <summary>Makes a reference network from its recipe: weights and card, written into a folder.</summary>
public static class ReferenceNetwork
{
    /// <summary>Trains, tests what will be stored, and writes NAME.safetensors and NAME.json; the card comes last.</summary>
    public static NetworkCard Make(TrainingRecipe recipe, string folder, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        // First, so that a folder that can't be made costs no training.
        Directory.CreateDirectory(folder);
        var clock = Stopwatch.StartNew();
        var trainer = new Trainer(recipe, progress);
        using var network = trainer.Train(cancellation);
        var test = Evaluation.Of(network, recipe.WorldSeed + 1, recipe.TestImages, progress, cancellation);

        var file = Path.Combine(folder, recipe.Name + ".safetensors");
        SafetensorsFile.Write(file, StateOf(network));
        var bytes = File.ReadAllBytes(file);
        var card = new NetworkCard
        {
            Name = recipe.Name,
            Command = $"./vizbench train {recipe.Name}",
            WeightsSha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            WeightsBytes = bytes.LongLength,
            Parameters = network.Parameters.Values.Sum(tensor => tensor.NumberOfElements),
            Classes = network.Architecture.Classes,
            Training = CardOf(recipe, clock.Elapsed.TotalSeconds),
            Test = test,
            LearningCurve = trainer.Curve,
        };
        AtomicFile.WriteText(Path.Combine(folder, recipe.Name + ".json"), card.ToJson());
        return card;
    }

    private static StateDict StateOf(Network network)
    {
        using var scope = NewDisposeScope();
        return new StateDict(network.Parameters.Select(p => WeightTensor.FromTensor(p.Key, p.Value.to(ScalarType.Float16))));
    }

    private static TrainingCard CardOf(TrainingRecipe recipe, double seconds) => new()
    {
        Seed = recipe.Seed,
        WorldSeed = recipe.WorldSeed,
        Images = recipe.Images,
        Epochs = recipe.Epochs,
        BatchSize = recipe.BatchSize,
        Steps = recipe.Steps,
        Optimizer = recipe.Optimizer,
        Adversary = recipe.Adversary,
        Seconds = Math.Round(seconds),
        Threads = TorchEngine.Threads,
        Libtorch = TorchEngine.Version,
    };
}
