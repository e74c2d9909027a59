using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Networks;

namespace VizBench.Training;

/// <summary>Everything that decides a reference network: the same recipe on the same machine makes the same file.</summary>
public sealed record TrainingRecipe : ImageRecipe
{
    /// <summary>What is trained.</summary>
    public required Func<Architecture> Trained { get; init; }

    /// <summary>What is shipped, where that differs: the same without batch normalisation, which is merged into the layers before it.</summary>
    public Func<Architecture>? Merged { get; init; }

    public SgdOptions Optimizer { get; init; } = new();

    /// <summary>Training against perturbed images; none where null.</summary>
    public AdversaryOptions? Adversary { get; init; }

    /// <summary>A mark that gives one class away, planted in the training images; none where null. Its world is the recipe's.</summary>
    public ShortcutOptions? Shortcut { get; init; }

    /// <summary>Moments of the training whose weights are kept; none where null.</summary>
    public MomentOptions? Moments { get; init; }

    /// <summary>
    /// The first convolution's initial weights are multiplied by this. With the usual size they stay close to the white
    /// noise that they were drawn as, however well the network does.
    /// </summary>
    public double FirstLayerScale { get; init; } = 0.1;

    /// <summary>The network as it is shipped, without weights.</summary>
    public Architecture Shipped() => (Merged ?? Trained)();

    /// <inheritdoc/>
    internal override IWorldSource World(long worldSeed)
    {
        var world = new WorldOptions { Size = (int)Trained().InputShape[1], Seed = worldSeed };
        return Shortcut is null ? new World(world) : new ShortcutWorld(Shortcut with { World = world });
    }
}
