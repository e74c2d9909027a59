using VizBench.Networks;

namespace VizBench.Training;

/// <summary>
/// Merges batch normalisation into the convolution or linear layer before it: w·γ/√(σ² + ε) and (b − μ)·γ/√(σ² + ε) + β.
/// The network computes the same, with fewer layers.
/// </summary>
internal static class BatchNormMerger
{
    /// <summary>The shipped architecture's parameters, computed in float64, owned by the caller's dispose scope.</summary>
    /// <remarks>Layers are matched in order: the shipped architecture is the trained one without its normalisation.</remarks>
    internal static IReadOnlyDictionary<string, Tensor> Merge(Network trained, Architecture shipped)
    {
        var merged = new List<(Tensor Weight, Tensor Bias)>();
        var last = "";
        foreach (var layer in trained.Architecture.Layers)
        {
            var parameters = trained.ParametersOf(layer.Name);
            switch (layer.Operation)
            {
                case Convolution or Linear:
                    var weight = parameters.Weight.detach().to(ScalarType.Float64);
                    last = layer.Name;
                    merged.Add((weight, parameters.Bias?.detach().to(ScalarType.Float64) ?? zeros([weight.shape[0]], ScalarType.Float64, weight.device)));
                    break;
                case BatchNorm norm:
                    if (!string.Equals(layer.Inputs[0], last, StringComparison.Ordinal))
                        throw new ArgumentException($"{trained.Name}: '{layer.Name}' doesn't follow the layer with weights before it, '{last}'", nameof(trained));
                    merged[^1] = Merge(merged[^1], parameters, norm.Epsilon);
                    break;
            }
        }

        var targets = shipped.Layers.Where(layer => layer.Operation is Convolution or Linear).ToArray();
        if (targets.Length != merged.Count)
            throw new ArgumentException($"{shipped.Name} has {targets.Length} layers with weights, {trained.Name} {merged.Count}", nameof(shipped));
        var result = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (var i = 0; i < targets.Length; i++)
        {
            result[targets[i].ParameterName("weight")] = merged[i].Weight;
            result[targets[i].ParameterName("bias")] = merged[i].Bias;
        }

        return result;
    }

    private static (Tensor Weight, Tensor Bias) Merge((Tensor Weight, Tensor Bias) before, LayerParameters norm, double epsilon)
    {
        Tensor Wide(string role) => norm[role].detach().to(ScalarType.Float64);
        var factor = Wide("weight") / (Wide("running_var") + epsilon).sqrt();
        long[] perOutput = [-1, .. Enumerable.Repeat(1L, (int)before.Weight.ndim - 1)];
        return (before.Weight * factor.reshape(perOutput), (before.Bias - Wide("running_mean")) * factor + Wide("bias"));
    }
}
