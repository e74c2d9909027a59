namespace VizBench.Networks.Weights;

/// <summary>Puts a state dict's tensors into a network, after checking that they are the architecture's.</summary>
public static class WeightLoader
{
    /// <summary>A network with these weights; with as many classes as they are for (<see cref="WeightMatching"/>).</summary>
    /// <exception cref="UserError">the weights are those of another architecture, or hold NaN or infinity</exception>
    public static Network Load(Architecture architecture, StateDict weights, ScalarType type, Device device) =>
        Load(WeightMatching.Of(architecture, weights), type, device);

    /// <summary>A network with weights that were found.</summary>
    /// <exception cref="UserError">they hold NaN or infinity</exception>
    public static Network Load(MatchedWeights weights, ScalarType type, Device device)
    {
        ArgumentNullException.ThrowIfNull(weights);
        using var scope = NewDisposeScope();
        var tensors = weights.Architecture.ParameterShapes.ToDictionary(
            parameter => parameter.Key, parameter => weights.Tensors[parameter.Key].ToTensor(type, device), StringComparer.Ordinal);
        var bad = tensors.Where(entry => !entry.Value.isfinite().all().item<bool>()).Select(entry => entry.Key).FirstOrDefault();
        return bad is null
            ? new Network(weights.Architecture, tensors, type, device)
            : throw new UserError($"{weights.Source}: tensor '{bad}' holds NaN or infinity; the file is damaged or the training diverged");
    }
}
