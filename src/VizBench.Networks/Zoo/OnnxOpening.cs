using VizBench.Files;
using VizBench.Networks.Onnx;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Zoo;

/// <summary>Opens a network from an ONNX file, with the file's weights or others.</summary>
internal static class OnnxOpening
{
    /// <exception cref="UserError">a file that can't be read, or weights that don't fit</exception>
    internal static OpenedNetwork Open(string path, string? weights, ScalarType type, Device device, bool exactAttributes)
    {
        using var file = OnnxNetwork.Read(path, exactAttributes);
        if (weights is null)
            return new OpenedNetwork(WeightLoader.Load(file.Architecture, file.Weights, type, device), path, HashOf(file.Files));
        return FormulaWeights.IsNamedBy(weights) ? FromFormula(file, weights, type, device) : FromFile(file, weights, type, device);
    }

    private static OpenedNetwork FromFormula(OnnxNetwork file, string weights, ScalarType type, Device device)
    {
        var (architecture, seed) = (file.Architecture, FormulaWeights.SeedOf(weights));
        using var scope = NewDisposeScope();
        // The formula numbers the values as the file has them, so that a network's weights do not depend on how it is imported.
        var shapes = architecture.ParameterShapes.Select(parameter => KeyValuePair.Create(parameter.Key, file.Rearrangements.GetValueOrDefault(parameter.Key)?.From ?? parameter.Value));
        var parameters = new Dictionary<string, Tensor>(FormulaWeights.Of(architecture.Name, shapes, seed, type, device), StringComparer.Ordinal);
        foreach (var (name, how) in file.Rearrangements)
            parameters[name] = how.Of(parameters[name]).contiguous();
        foreach (var constant in file.Constants)
            parameters[constant] = file.Weights[constant].ToTensor(type, device);
        // The model itself is part of what was computed with: its name alone says little.
        var hash = NetworkCatalogue.HashOfName($"{InputFile.Sha256(file.Files[0])} {weights}");
        return new OpenedNetwork(new Network(architecture, parameters, type, device), weights, hash);
    }

    private static OpenedNetwork FromFile(OnnxNetwork file, string weights, ScalarType type, Device device)
    {
        // Weights that lie as in the file are laid as the normalized layers need them.
        using var given = WeightsFile.Read(weights).Mapped(tensor =>
            file.Rearrangements.GetValueOrDefault(tensor.Name) is { } how && tensor.Shape.AsSpan().SequenceEqual(how.From) ? how.Of(tensor) : tensor);
        var matched = Matched(file, given);
        return new OpenedNetwork(WeightLoader.Load(matched, type, device), weights, HashOf([file.Files[0], weights])) { Notes = matched.Notes };
    }

    /// <summary>Other weights for the file's network; its own constants stay where they have none.</summary>
    /// <exception cref="UserError">they don't fit</exception>
    internal static MatchedWeights Matched(OnnxNetwork file, StateDict given)
    {
        var matched = WeightMatching.Of(file.Architecture, given, file.Constants);
        var tensors = new Dictionary<string, WeightTensor>(matched.Tensors, StringComparer.Ordinal);
        foreach (var constant in file.Constants)
            tensors.TryAdd(constant, file.Weights[constant]);
        return matched with { Tensors = tensors };
    }

    // Of one file its own hash, so that anybody can compute it; of several, that of their hashes.
    private static string HashOf(IReadOnlyList<string> files) => files.Count == 1
        ? InputFile.Sha256(files[0])
        : NetworkCatalogue.HashOfName(string.Join(' ', files.Select(InputFile.Sha256)));
}
