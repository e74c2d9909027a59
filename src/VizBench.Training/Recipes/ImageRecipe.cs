using VizBench.Data.ConceptWorld;

namespace VizBench.Training;

/// <summary>What recipes of trainings on ConceptWorld's pictures have in common.</summary>
public abstract record ImageRecipe
{
    /// <summary>The pieces that a batch is computed in, side by side; part of the recipe, since the sums' order depends on it.</summary>
    internal const int Shards = 2;

    /// <summary>The usual <see cref="ChunkImages"/>: 96 batches of 64.</summary>
    internal const int ImagesPerChunk = 6144;

    /// <summary>What is made, and so its file's name: models/NAME.safetensors.</summary>
    public required string Name { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>ConceptWorld's seed of the training images; the unseen ones have the next.</summary>
    public long WorldSeed { get; init; } = 100;

    /// <summary>How many images are seen in training; each is another one where <see cref="DistinctImages"/> is null.</summary>
    public required int Images { get; init; }

    /// <summary>How many different images there are, seen again and again in another order; whole chunks. Null: each is seen once.</summary>
    public int? DistinctImages { get; init; }

    public int BatchSize { get; init; } = 64;

    /// <summary>So many are drawn at a time, and shuffled among themselves; whole batches, and every class equally often.</summary>
    public int ChunkImages { get; init; } = ImagesPerChunk;

    /// <summary>How many unseen images the result is tested on.</summary>
    public int TestImages { get; init; } = 5_000;

    /// <summary>Random changes of the training images; none where null.</summary>
    public AugmentationOptions? Augmentation { get; init; }

    public int Steps => Images / BatchSize;

    /// <summary>The pictures of a seed as the training sees them.</summary>
    /// <param name="worldSeed">the training images' is <see cref="WorldSeed"/>, the unseen ones' the next</param>
    internal abstract IWorldSource World(long worldSeed);
}
