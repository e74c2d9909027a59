using VizBench.Data.ConceptWorld.Composing;
using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld;

/// <summary>
/// A procedural image world with pixel-exact truth in Broden's six categories. Image i of a seed is the same bytes on every
/// machine, in any order and from any thread: its scene is composed from random streams keyed by (seed, i) and drawn with
/// whole numbers only.
/// </summary>
/// <exception cref="UserError">the size is outside 32 .. 256</exception>
public sealed class World(WorldOptions options) : IWorldSource
{
    public WorldOptions Options { get; } = Checked(options);

    public int Size => Options.Size;

    /// <summary>A world has no end.</summary>
    public long? Count => null;

    private readonly Composer _composer = new(options.Seed);

    /// <summary>The object kinds, of which each image shows one.</summary>
    public static IReadOnlyList<string> Classes => WorldVocabulary.Classes;

    /// <summary>
    /// Image <paramref name="index"/> of this world. Its class is index mod 12, so that any 12 successive images hold each
    /// class once; everything else is random.
    /// </summary>
    /// <exception cref="UserError">index is negative</exception>
    public WorldSample Draw(long index)
    {
        if (index < 0)
            throw new UserError($"concept world: image {index} does not exist; images count from 0");
        return Renderer.ForThisThread(Options.Size).Render(_composer.Compose(index));
    }

    /// <summary>The same image with its main object in another pose; everything else stays where it was.</summary>
    internal WorldSample Draw(long index, Func<WorldPose, WorldPose> change) =>
        Renderer.ForThisThread(Options.Size).Render(_composer.Compose(index, change));

    private static WorldOptions Checked(WorldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        return options;
    }
}
