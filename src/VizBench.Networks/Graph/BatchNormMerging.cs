namespace VizBench.Networks;

/// <summary>
/// Canonisation: each batch normalisation that alone reads a convolution or a fully connected layer is merged into it,
/// w ← w·γ/√(σ²+ε), b ← (b−μ)·γ/√(σ²+ε)+β. The function stays the same; what is left is one affine layer, which is what
/// relevance rules are stated for. Others (before the convolution, say) stay.
/// </summary>
public static class BatchNormMerging
{
    /// <summary>The same function without the batch normalisations that can be merged. A merged layer keeps its own name and has the normalisation's as an alias.</summary>
    /// <returns>a network with tensors of its own, to be disposed of; parameters that didn't change share their memory with the original's</returns>
    public static Network Merged(Network network)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var merged = PairsOf(network.Architecture);
        var parameters = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var layers = new List<Layer>();
        // Whoever read a normalisation reads the layer that it went into.
        var now = merged.ToDictionary(pair => pair.Key, pair => pair.Value.Name, StringComparer.Ordinal);
        var normalisationOf = merged.ToDictionary(pair => pair.Value.Name, pair => network.Architecture.LayerNamed(pair.Key), StringComparer.Ordinal);
        foreach (var layer in network.Architecture.Layers.Where(layer => !merged.ContainsKey(layer.Name)))
        {
            var reading = layer with { Inputs = [.. layer.Inputs.Select(input => now.GetValueOrDefault(input) ?? input)] };
            layers.Add(normalisationOf.TryGetValue(layer.Name, out var normalisation) ? Merge(network, reading, normalisation, parameters) : Keep(network, reading, parameters));
        }

        var output = network.Architecture.Output.Name;
        var architecture = new Architecture(network.Name, network.Architecture.InputShape, network.Architecture.Preprocessing, layers, network.Architecture.Classes)
        {
            Output = layers.First(layer => string.Equals(layer.Name, now.GetValueOrDefault(output) ?? output, StringComparison.Ordinal)),
        };
        return new Network(architecture, parameters, network.dtype, network.device);
    }

    /// <summary>Whether any normalisation can be merged.</summary>
    public static bool CanMerge(Architecture architecture) => PairsOf(architecture).Count > 0;

    /// <summary>By normalisation, the layer that it can be merged into.</summary>
    private static Dictionary<string, Layer> PairsOf(Architecture architecture)
    {
        var readers = architecture.Layers.SelectMany(layer => layer.Inputs).CountBy(name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return architecture.Layers
            .Where(layer => layer.Operation is BatchNorm && architecture.Has(layer.Inputs[0]))
            .Select(layer => (layer.Name, Before: architecture.LayerNamed(layer.Inputs[0])))
            .Where(pair => pair.Before.Operation is Convolution or Linear && readers[pair.Before.Name] == 1 && pair.Before != architecture.Output)
            .ToDictionary(pair => pair.Name, pair => pair.Before, StringComparer.Ordinal);
    }

    private static Layer Keep(Network network, Layer layer, Dictionary<string, Tensor> parameters)
    {
        foreach (var (role, _) in layer.Operation.Parameters)
            parameters.TryAdd(layer.ParameterName(role), network.ParametersOf(layer.Name)[role].alias());
        return layer;
    }

    private static Layer Merge(Network network, Layer layer, Layer normalisation, Dictionary<string, Tensor> parameters)
    {
        var (own, norm) = (network.ParametersOf(layer.Name), network.ParametersOf(normalisation.Name));
        var factor = norm.Weight / (norm["running_var"] + ((BatchNorm)normalisation.Operation).Epsilon).sqrt();
        var bias = own.Bias is { } given ? given - norm["running_mean"] : -norm["running_mean"];
        // Names of their own: two layers may share one weight and have different normalisations.
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["weight"] = $"{layer.Name}.merged.weight", ["bias"] = $"{layer.Name}.merged.bias" };
        parameters[names["weight"]] = own.Weight * factor.reshape([-1, .. Enumerable.Repeat(1L, own.Weight.shape.Length - 1)]);
        parameters[names["bias"]] = bias * factor + norm["bias"];
        return layer with
        {
            Operation = layer.Operation switch { Convolution convolution => convolution with { HasBias = true }, Linear linear => linear with { HasBias = true }, var other => other },
            Aliases = [.. layer.Aliases, normalisation.Name],
            ParameterNames = names,
        };
    }
}
