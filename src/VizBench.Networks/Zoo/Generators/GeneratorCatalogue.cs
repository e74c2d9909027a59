using VizBench.Files;
using VizBench.Networks.Weights;

namespace VizBench.Networks.Zoo;

/// <summary>The generators that the product knows by name, and the one way to open one with its weights.</summary>
public static class GeneratorCatalogue
{
    /// <summary>In the order in which they are listed.</summary>
    public static IReadOnlyList<GeneratorEntry> All { get; } = [.. CodeDecoders.All, .. CodeAutoencoders.All, .. StyleNetworks.All];

    /// <param name="name">'-' and '_' are the same here, as in the catalogue of networks</param>
    /// <exception cref="UserError">no such generator; the message suggests near names</exception>
    public static GeneratorEntry Named(string name) => Find(name)
        ?? throw new UserError($"there is no generator '{name}'{NearestNames.Suggestion(name, All.Select(entry => entry.Name))} (all: vizbench list generators)");

    /// <summary>Those that make a picture of a layer's code.</summary>
    public static IEnumerable<GeneratorEntry> Decoders => CodeDecoders.All;

    /// <summary>Whether there is a generator of this name.</summary>
    public static bool Has(string name) => Find(name) is not null;

    private static GeneratorEntry? Find(string name) => All.FirstOrDefault(entry => string.Equals(entry.Name, name.Replace('_', '-'), StringComparison.Ordinal));

    /// <summary>The file in models/ that holds a generator's weights.</summary>
    public static string FileOf(GeneratorEntry entry) => Path.Combine(ProductFiles.Models, entry.Name + ".safetensors");

    /// <summary>Opens a generator with the weights that come with the product.</summary>
    /// <exception cref="UserError">no such generator, or its file is missing or damaged</exception>
    public static Network Open(string name, ScalarType type, Device device)
    {
        var file = FileOf(Named(name));
        if (!File.Exists(file))
            throw new UserError($"{file} is missing; restore it from the repository, or make it again with ./vizbench train {Named(name).Name}");
        return Open(name, file, type, device);
    }

    /// <summary>Opens a generator with the weights of a file.</summary>
    /// <exception cref="UserError">no such generator, or the file is missing or damaged</exception>
    public static Network Open(string name, string file, ScalarType type, Device device)
    {
        var entry = Named(name);
        using var state = WeightsFile.Read(file);
        return WeightLoader.Load(entry.Build(), state, type, device);
    }
}
