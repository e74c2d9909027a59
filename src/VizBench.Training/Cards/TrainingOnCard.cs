namespace VizBench.Training;

/// <summary>How a reference network was trained.</summary>
public sealed record TrainingOnCard
{
    public required long Seed { get; init; }

    /// <summary>ConceptWorld's seed of the training images.</summary>
    public required long WorldSeed { get; init; }

    public required int Images { get; init; }

    /// <summary>How many different ones, seen again and again; null: each was seen once.</summary>
    public int? DistinctImages { get; init; }

    public required int BatchSize { get; init; }

    public required int Steps { get; init; }

    public required SgdOptions Optimizer { get; init; }

    public required double FirstLayerScale { get; init; }

    public AdversaryOptions? Adversary { get; init; }

    public AugmentationOptions? Augmentation { get; init; }

    public ShortcutOnCard? Shortcut { get; init; }

    /// <summary>Of the training alone, without the tests after it.</summary>
    public required double Seconds { get; init; }

    public required string Device { get; init; }

    public required int Threads { get; init; }

    public required string Libtorch { get; init; }
}
