namespace VizBench.Networks.Zoo;

/// <summary>A network that makes pictures and comes with the product: a decoder of a layer's code, a prior's generator, a network of style transfer.</summary>
/// <param name="Name">as options of methods give it, and its file's in models/</param>
/// <param name="Summary">one line: what it makes of what, and whose form it has</param>
/// <param name="Build">the architecture without weights</param>
public sealed record GeneratorEntry(string Name, string Summary, Func<Architecture> Build)
{
    /// <summary>The network whose codes it takes, or whose features its training compared; a name of the catalogue of networks.</summary>
    public required string Network { get; init; }

    /// <summary>The layer whose output is its input; null where its input is a picture.</summary>
    public string? Layer { get; init; }

    /// <summary>The painting whose style its pictures have; null: it has none of its own.</summary>
    public string? Painting { get; init; }

    /// <summary>Further networks whose features its training compared.</summary>
    public IReadOnlyList<string> FeatureNetworks { get; init; } = [];

    /// <summary>Every network that its training looked through: none of them judges its pictures without favor.</summary>
    public IReadOnlyList<string> TrainedWith => [.. FeatureNetworks.Prepend(Network).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether it makes codes like its input, and no pictures: a prior of codes.</summary>
    public bool MakesCodes { get; init; }
}
