using VizBench.Networks;

namespace VizBench.Training;

/// <summary>A generator under way: its network, the optimiser's moments, the discriminator, the running mean of its parameters.</summary>
internal sealed class GeneratorState : ResumableState
{
    internal GeneratorState(GeneratorRecipe recipe, Device device)
        : base(new LearningCurve(GeneratorPoint.NumbersOf(recipe)))
    {
        using var scope = NewDisposeScope();
        var architecture = recipe.Generator();
        var initial = Initialisation.Of(architecture, recipe.Seed, 1, recipe.LastLayerScale);
        Network = new Network(architecture, initial.ToDictionary(p => p.Key, p => p.Value.to(device), StringComparer.Ordinal));
        var still = recipe.Input.FixedLayers.Where(architecture.Has).SelectMany(layer => architecture.LayerNamed(layer).Operation.Parameters.Select(parameter => architecture.LayerNamed(layer).ParameterName(parameter.Role)));
        Learned = [.. architecture.TrainedParameterShapes.ExceptBy(still, parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => (parameter.Key, Network.Parameters[parameter.Key].requires_grad_()))];
        Optimizer = new Adam(recipe.Optimizer, Learned);
        Discriminator = recipe.Discriminator is { } options
            ? new Discriminator(options, recipe.Name, recipe.Seed, architecture.ShapeOf(architecture.Output.Name), recipe.Input.ConditionSize(architecture), device)
            : null;
        Average = recipe.Averaging is { } kept ? new RunningAverage(kept, Network) : null;
    }

    internal Network Network { get; }

    /// <summary>The parameters that gradients move.</summary>
    internal IReadOnlyList<(string Name, Tensor Value)> Learned { get; }

    internal Adam Optimizer { get; }

    internal Discriminator? Discriminator { get; }

    internal RunningAverage? Average { get; }

    /// <summary>The parameters that are shipped.</summary>
    internal IReadOnlyDictionary<string, Tensor> Result => Average?.Values ?? Network.Parameters;

    internal override IEnumerable<(string Name, Tensor Value)> Tensors =>
    [
        .. Network.Parameters.Select(p => ("parameter/" + p.Key, p.Value)),
        .. Optimizer.Tensors.Select(tensor => ("adam/" + tensor.Name, tensor.Value)),
        .. (Discriminator?.Tensors ?? []).Select(tensor => ("discriminator/" + tensor.Name, tensor.Value)),
        .. (Average?.Values ?? new Dictionary<string, Tensor>(StringComparer.Ordinal)).Select(p => ("average/" + p.Key, p.Value)),
    ];

    public override void Dispose()
    {
        Network.Dispose();
        Optimizer.Dispose();
        Discriminator?.Dispose();
        Average?.Dispose();
    }
}
