using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Networks;

namespace VizBench.Training;

/// <summary>Everything that decides a reference network: the same recipe on the same machine makes the same file.</summary>
public sealed record TrainingRecipe
{
    /// <summary>The pieces that a batch is computed in, side by side; part of the recipe, since the sums' order depends on it.</summary>
    internal const int Shards = 2;

    /// <summary>The usual <see cref="ChunkImages"/>: 96 batches of 64.</summary>
    internal const int ImagesPerChunk = 6144;

    /// <summary>The network's name, and so its file's: models/NAME.safetensors.</summary>
    public required string Name { get; init; }

    /// <summary>What is trained.</summary>
    public required Func<Architecture> Trained { get; init; }

    /// <summary>What is shipped, where that differs: the same without batch normalisation, which is merged into the layers before it.</summary>
    public Func<Architecture>? Merged { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>ConceptWorld's seed of the training images; the unseen ones have the next.</summary>
    public long WorldSeed { get; init; } = 100;

    /// <summary>How many images are drawn for training; each is seen once.</summary>
    public required int Images { get; init; }

    public int BatchSize { get; init; } = 64;

    /// <summary>So many are drawn at a time, and shuffled among themselves; whole batches, and every class equally often.</summary>
    public int ChunkImages { get; init; } = ImagesPerChunk;

    /// <summary>How many unseen images the accuracy is measured on.</summary>
    public int TestImages { get; init; } = 5_000;

    public SgdOptions Optimizer { get; init; } = new();

    /// <summary>Training against perturbed images; none where null.</summary>
    public AdversaryOptions? Adversary { get; init; }

    /// <summary>Random changes of the training images; none where null.</summary>
    public AugmentationOptions? Augmentation { get; init; }

    /// <summary>A mark that gives one class away, planted in the training images; none where null. Its world is the recipe's.</summary>
    public ShortcutOptions? Shortcut { get; init; }

    /// <summary>Moments of the training whose weights are kept; none where null.</summary>
    public MomentOptions? Moments { get; init; }

    /// <summary>
    /// The first convolution's initial weights are multiplied by this. With the usual size they stay close to the white
    /// noise that they were drawn as, however well the network does.
    /// </summary>
    public double FirstLayerScale { get; init; } = 0.1;

    public int Steps => Images / BatchSize;

    /// <summary>The network as it is shipped, without weights.</summary>
    public Architecture Shipped() => (Merged ?? Trained)();

    /// <summary>The pictures of a seed as this network sees them in training.</summary>
    /// <param name="worldSeed">the training images' is <see cref="WorldSeed"/>, the unseen ones' the next</param>
    internal IWorldSource World(long worldSeed)
    {
        var world = new WorldOptions { Size = (int)Trained().InputShape[1], Seed = worldSeed };
        return Shortcut is null ? new World(world) : new ShortcutWorld(Shortcut with { World = world });
    }
}
