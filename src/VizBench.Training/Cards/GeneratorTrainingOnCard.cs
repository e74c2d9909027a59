namespace VizBench.Training;

/// <summary>How a generator was trained.</summary>
public sealed record GeneratorTrainingOnCard
{
    public required long Seed { get; init; }

    /// <summary>ConceptWorld's seed of the training images.</summary>
    public required long WorldSeed { get; init; }

    /// <summary>Each was seen once.</summary>
    public required int Images { get; init; }

    public required int BatchSize { get; init; }

    public required int Steps { get; init; }

    /// <summary>Whose style is learned; null: none.</summary>
    public string? Styles { get; init; }

    public required AdamOptions Optimizer { get; init; }

    /// <summary>What was done to the codes that were given; null: nothing.</summary>
    public string? Noise { get; init; }

    public required IReadOnlyList<LossOnCard> Losses { get; init; }

    /// <summary>How the discriminator was made and trained, where adversarial losses asked one.</summary>
    public DiscriminatorOnCard? Discriminator { get; init; }

    /// <summary>SHA-256 of the weights of the networks that the training looked through, by name; null on cards made before it was noted.</summary>
    public SortedDictionary<string, string>? Networks { get; init; }

    /// <summary>True: those networks had averages in the place of their max-pools and mirrored borders in the place of zeros.</summary>
    public bool? SmoothsNetworks { get; init; }

    public double? Averaging { get; init; }

    public required double LastLayerScale { get; init; }

    public AugmentationOptions? Augmentation { get; init; }

    /// <summary>Of the training alone, without the tests after it.</summary>
    public required double Seconds { get; init; }

    public required string Device { get; init; }

    public required int Threads { get; init; }

    public required string Libtorch { get; init; }
}

/// <summary>A part of the loss.</summary>
/// <param name="Name">as the learning curve calls it</param>
/// <param name="Weight">the whole is the sum of the parts, each times its weight</param>
public sealed record LossOnCard(string Name, double Weight, string Description);

/// <summary>What adversarial losses asked.</summary>
/// <param name="Start">the share of the steps before it sets in</param>
public sealed record DiscriminatorOnCard(string Description, double Start, AdamOptions Optimizer)
{
    internal static DiscriminatorOnCard Of(DiscriminatorOptions options) => new(options.Description, options.Start, options.Optimizer);
}

/// <summary>What a generator takes.</summary>
/// <param name="Network">the network whose layer's output it is; null: a picture</param>
/// <param name="Layer">the layer</param>
/// <param name="Shape">of one input</param>
public sealed record GeneratorInputOnCard(string? Network, string? Layer, IReadOnlyList<long> Shape)
{
    internal static GeneratorInputOnCard Of(GeneratorRecipe recipe, Networks.Architecture architecture) =>
        new(recipe.Input.Code?.Network, recipe.Input.Code?.Layer, architecture.InputShape);
}

/// <summary>A point of a generator's learning curve: means over the steps since the point before.</summary>
/// <param name="Loss">the whole</param>
/// <param name="Psnr">of the batches' mean squared error, dB, pixels in 0..1; null where no pictures are made</param>
/// <param name="Parts">the loss's parts without their weights, in the card's order; behind them the discriminator's loss, where there is one</param>
public sealed record GeneratorPoint(int Step, double Loss, double? Psnr, IReadOnlyList<double> Parts, double Rate)
{
    private const int Fixed = 2;

    /// <summary>How many numbers each step gives the curve.</summary>
    internal static int NumbersOf(GeneratorRecipe recipe) => Fixed + recipe.Losses.Count + (recipe.Discriminator is null ? 0 : 1);

    /// <summary>As a card shows it.</summary>
    internal static GeneratorPoint Of(CurveRow row) => new(
        row.Step, Math.Round(row.Means[0], 5), row.Means[1] > 0 ? Math.Round(-10 * Math.Log10(row.Means[1]), 3) : null, [.. row.Means.Skip(Fixed).Select(value => Math.Round(value, 5))], Math.Round(row.Rate, 7));
}
