namespace VizBench.Networks.Weights;

/// <summary>Puts a state dict's tensors into a network, after checking that they are the architecture's.</summary>
public static class WeightLoader
{
    // Counters of training steps, which state dicts of batch-normalised networks hold and no walk reads.
    private const string IgnoredSuffix = "num_batches_tracked";

    /// <summary>A network with these weights. Every missing, unexpected and misshapen tensor is named, not only the first.</summary>
    /// <exception cref="UserError">the weights are those of another architecture, or hold NaN or infinity</exception>
    public static Network Load(Architecture architecture, StateDict weights, ScalarType type, Device device)
    {
        Check(architecture, weights);
        using var scope = NewDisposeScope();
        var tensors = architecture.ParameterShapes.ToDictionary(
            parameter => parameter.Key, parameter => weights[parameter.Key].ToTensor(type, device), StringComparer.Ordinal);
        CheckFinite(tensors, weights);
        return new Network(architecture, tensors, type, device);
    }

    private static void Check(Architecture architecture, StateDict weights)
    {
        var faults = new List<string>();
        var expected = architecture.ParameterShapes.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, shape) in expected)
        {
            if (!weights.TryGet(name, out var tensor))
                faults.Add($"tensor '{name}' ({Text(shape)}) is missing");
            else if (!tensor.Shape.AsSpan().SequenceEqual(shape))
                faults.Add($"tensor '{name}' has shape ({Text(tensor.Shape)}), expected ({Text(shape)})");
        }

        faults.AddRange(weights.Names
            .Where(name => !expected.ContainsKey(name) && !name.EndsWith(IgnoredSuffix, StringComparison.Ordinal)
                && !architecture.UnusedParameters.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(name => $"tensor '{name}' belongs to no layer"));
        if (faults.Count > 0)
        {
            throw new UserError(
                $"{weights.Source}: these are not the weights of {architecture.Name}: {string.Join("; ", faults.Take(5))}"
                + (faults.Count > 5 ? $"; and {faults.Count - 5} more" : "") + "; name the architecture that they were made for");
        }
    }

    private static void CheckFinite(Dictionary<string, Tensor> tensors, StateDict weights)
    {
        var bad = tensors.Where(entry => !entry.Value.isfinite().all().item<bool>()).Select(entry => entry.Key).FirstOrDefault();
        if (bad is not null)
            throw new UserError($"{weights.Source}: tensor '{bad}' holds NaN or infinity; the file is damaged or the training diverged");
    }

    private static string Text(long[] shape) => string.Join(", ", shape);
}
