using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Networks;

namespace VizBench.Training;

/// <summary>Everything that decides a reference network: the same recipe on the same machine makes the same file.</summary>
public sealed record TrainingRecipe : ImageRecipe
{
    private const string RandomLabelsSuffix = "-random-labels";
    private const int MemorizedBatches = 30;
    private const int Repetitions = 60;

    /// <summary>What is trained.</summary>
    public required Func<Architecture> Trained { get; init; }

    /// <summary>What is shipped, where that differs: the same without batch normalisation, which is merged into the layers before it.</summary>
    public Func<Architecture>? Merged { get; init; }

    public SgdOptions Optimizer { get; init; } = new();

    /// <summary>Training against perturbed images; none where null.</summary>
    public AdversaryOptions? Adversary { get; init; }

    /// <summary>A mark that gives one class away, planted in the training images; none where null. Its world is the recipe's.</summary>
    public ShortcutOptions? Shortcut { get; init; }

    /// <summary>Whether the classes of the training images are permuted at random, so that there is nothing to learn but each image by heart.</summary>
    public bool HasRandomLabels { get; init; }

    /// <summary>Moments of the training whose weights are kept; none where null.</summary>
    public MomentOptions? Moments { get; init; }

    /// <summary>
    /// The first convolution's initial weights are multiplied by this. With the usual size they stay close to the white
    /// noise that they were drawn as, however well the network does.
    /// </summary>
    public double FirstLayerScale { get; init; } = 0.1;

    /// <summary>
    /// The same network trained on a few images with random labels, again and again until it knows them by heart: the data randomization of Adebayo et al.
    /// 2018 (arXiv 1810.03292, section 4.2). What would stand in the way of that is left out: augmentation, adversary, mark, weight decay.
    /// </summary>
    public TrainingRecipe WithRandomLabels() => this with
    {
        Name = Name + RandomLabelsSuffix,
        HasRandomLabels = true,
        Images = Repetitions * MemorizedBatches * BatchSize,
        DistinctImages = MemorizedBatches * BatchSize,
        ChunkImages = MemorizedBatches * BatchSize,
        TestImages = 1_200,
        Optimizer = Optimizer with { WeightDecay = 0 },
        Augmentation = null,
        Adversary = null,
        Shortcut = null,
        Moments = null,
    };

    /// <summary>What the verb train is given to train this.</summary>
    internal string CommandLine => HasRandomLabels ? $"{Name[..^RandomLabelsSuffix.Length]} --random-labels" : Name;

    /// <summary>The network as it is shipped, without weights.</summary>
    public Architecture Shipped() => (Merged ?? Trained)();

    /// <inheritdoc/>
    internal override IWorldSource World(long worldSeed)
    {
        var world = new WorldOptions { Size = (int)Trained().InputShape[1], Seed = worldSeed };
        if (HasRandomLabels)
            return new ShuffledLabels(world);
        return Shortcut is null ? new World(world) : new ShortcutWorld(Shortcut with { World = world });
    }
}
