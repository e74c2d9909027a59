using VizBench.Networks;

namespace VizBench.Training;

/// <summary>All that a training has come to: with it, the recipe and the step's number it goes on. Owns its network and momenta.</summary>
internal sealed class TrainingState : IDisposable
{
    internal TrainingState(TrainingRecipe recipe, Device device)
    {
        using var scope = NewDisposeScope();
        var architecture = recipe.Trained();
        var initial = Initialisation.Of(architecture, recipe.Seed, recipe.FirstLayerScale);
        Network = new Network(architecture, initial.ToDictionary(p => p.Key, p => p.Value.to(device), StringComparer.Ordinal));
        Learned = [.. architecture.TrainedParameterShapes.Select(parameter => (parameter.Key, Network.Parameters[parameter.Key].requires_grad_()))];
        Optimizer = new Sgd(recipe.Optimizer, Learned);
    }

    internal Network Network { get; }

    /// <summary>The parameters that gradients move.</summary>
    internal IReadOnlyList<(string Name, Tensor Value)> Learned { get; }

    internal Sgd Optimizer { get; }

    internal LearningCurve Curve { get; } = new();

    /// <summary>How many steps are done.</summary>
    internal int Step { get; set; }

    /// <summary>How long they took, interruptions not counted.</summary>
    internal double Seconds { get; set; }

    /// <summary>The kept moments, by step: float16 weights by name.</summary>
    internal SortedDictionary<int, IReadOnlyList<Networks.Weights.WeightTensor>> Moments { get; } = [];

    public void Dispose()
    {
        Network.Dispose();
        Optimizer.Dispose();
    }
}
