using VizBench.Randomness;

namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>
/// The same pictures with labels that say nothing: within each 1,200 successive images the classes are permuted at random,
/// so that every class stays equally frequent. Only <see cref="WorldSample.Class"/> lies; the planes stay true.
/// </summary>
/// <exception cref="UserError">the size is outside 32 .. 256</exception>
public sealed class ShuffledLabels(WorldOptions options) : IWorldSource
{
    /// <summary>Labels change places among this many successive images.</summary>
    public const int BlockLength = 1200;

    private readonly World _world = new(options);
    private readonly RandomStream _order = new StreamKey(options.Seed, "concept-world", "label-shuffle").Open();
    private volatile Block? _latest;

    public int Size => _world.Size;

    public long? Count => null;

    /// <inheritdoc/>
    public WorldSample Draw(long index)
    {
        var sample = _world.Draw(index);
        var number = index / BlockLength;
        var block = _latest;
        if (block?.Number != number)
            _latest = block = new Block(number, _order.At(number).NextPermutation(BlockLength));
        return sample with { Class = block.Order[(int)(index % BlockLength)] % World.Classes.Count };
    }

    private sealed record Block(long Number, int[] Order);
}
