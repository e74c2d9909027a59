using VizBench.Data.ConceptWorld;
using VizBench.Files;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Training;

/// <summary>Everything that decides a generator: the same recipe on the same machine makes the same file.</summary>
public sealed record GeneratorRecipe : ImageRecipe
{
    /// <summary>What is trained and shipped.</summary>
    public required Func<Architecture> Generator { get; init; }

    /// <summary>What it is given of a picture.</summary>
    public required GeneratorInput Input { get; init; }

    /// <summary>Whether it makes codes like its input, and no pictures.</summary>
    public bool MakesCodes { get; init; }

    /// <summary>What is made small; at least one part.</summary>
    public required IReadOnlyList<LossPart> Losses { get; init; }

    public AdamOptions Optimizer { get; init; } = new();

    /// <summary>What adversarial losses ask; null: none of them is there.</summary>
    public DiscriminatorOptions? Discriminator { get; init; }

    /// <summary>What is shipped is a running mean of the parameters, which keeps so much of itself at each step; null: the last ones.</summary>
    public double? Averaging { get; init; }

    /// <summary>The last layer's initial weights are multiplied by this: the first pictures are grey instead of noise.</summary>
    public double LastLayerScale { get; init; } = 0.1;

    /// <summary>Whether the networks that the training looks through are changed as <see cref="StyleNetworks.Encoder"/> says.</summary>
    public bool SmoothsNetworks { get; init; }

    /// <summary>A network in the form that the training looks through; shares its parameters.</summary>
    internal Network FormOf(Network network) => SmoothsNetworks ? StyleNetworks.Encoder(network) : network;

    /// <summary>The networks that the training looks through, by name, in alphabetical order: those whose codes are given, and whose features are compared.</summary>
    internal IReadOnlyList<string> FrozenNetworks => [.. Input.Networks.Concat(Losses.SelectMany(part => part.Networks)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>SHA-256 of the weights of <see cref="FrozenNetworks"/>, by name: with other ones it is another training.</summary>
    /// <exception cref="UserError">no such network, or its file is missing</exception>
    internal SortedDictionary<string, string> FrozenWeights() =>
        new(FrozenNetworks.ToDictionary(name => name, name => InputFile.Sha256(NetworkCatalogue.CommittedFile(NetworkCatalogue.Named(name))), StringComparer.Ordinal), StringComparer.Ordinal);

    /// <inheritdoc/>
    internal override IWorldSource World(long worldSeed) => new World(new WorldOptions { Size = Generator().Preprocessing.Crop, Seed = worldSeed });
}
