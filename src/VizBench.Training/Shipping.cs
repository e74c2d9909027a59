using VizBench.Networks;
using VizBench.Networks.Weights;

namespace VizBench.Training;

/// <summary>From what was trained to what is stored: normalisation merged where the recipe says so, every number rounded to float16.</summary>
internal static class Shipping
{
    /// <summary>The network as its file will hold it, in float32 on the same device; the caller owns it.</summary>
    internal static Network Network(TrainingRecipe recipe, Network trained)
    {
        using var scope = NewDisposeScope();
        var shipped = recipe.Shipped();
        var values = recipe.Merged is null
            ? trained.Parameters.ToDictionary(p => p.Key, p => p.Value.detach(), StringComparer.Ordinal)
            : BatchNormMerger.Merge(trained, shipped);
        return Rounded(shipped, values);
    }

    /// <summary>A network as its file will hold it, in float32 on the same device; the caller owns it.</summary>
    internal static Network Rounded(Architecture architecture, IReadOnlyDictionary<string, Tensor> values)
    {
        using var scope = NewDisposeScope();
        return new Network(architecture, values.ToDictionary(p => p.Key, p => p.Value.detach().to(ScalarType.Float16).to(ScalarType.Float32), StringComparer.Ordinal));
    }

    /// <summary>All weights in float16.</summary>
    internal static StateDict StateOf(Network shipped)
    {
        using var scope = NewDisposeScope();
        return new StateDict(shipped.Parameters.Select(p => WeightTensor.FromTensor(p.Key, p.Value.to(ScalarType.Float16))));
    }

    /// <summary>The weights up to a layer, in float16.</summary>
    internal static IReadOnlyList<WeightTensor> Moment(Network network, string lastLayer)
    {
        using var scope = NewDisposeScope();
        var position = network.Architecture.PositionOf(lastLayer);
        var names =
            from layer in network.Architecture.Layers.Take(position + 1)
            from parameter in layer.Operation.Parameters
            select layer.ParameterName(parameter.Role);
        return [.. names.Select(name => WeightTensor.FromTensor(name, network.Parameters[name].detach().to(ScalarType.Float16)))];
    }
}
