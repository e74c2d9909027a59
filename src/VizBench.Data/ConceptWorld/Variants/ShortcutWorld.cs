using VizBench.Randomness;

namespace VizBench.Data.ConceptWorld.Variants;

/// <summary>
/// The world with a mark in a share of one class's images and nowhere else. The mark is a square of two colours over the
/// finished picture, at a place from a stream of its own; what it covers has no object, part, material or texture any more.
/// Shares of 0 and 1000 give the same pictures without and with all marks, each mark in its place.
/// </summary>
/// <exception cref="UserError">an option is out of range</exception>
public sealed class ShortcutWorld : IWorldSource
{
    private const int LeastPixels = 3;

    private static ReadOnlySpan<byte> Rim => [255, 0, 212];

    private static ReadOnlySpan<byte> Core => [255, 240, 0];

    private readonly World _world;
    private readonly RandomStream _marks;
    private readonly ShortcutOptions _options;

    public ShortcutWorld(ShortcutOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (_options, _world) = (options, new World(options.World));
        _marks = new StreamKey(options.World.Seed, "concept-world", "mark").Open();
    }

    public int Size => _world.Size;

    public long? Count => null;

    /// <inheritdoc/>
    public WorldSample Draw(long index)
    {
        var sample = _world.Draw(index) with { Mark = new byte[Size * Size] };
        var dice = _marks.At(index);
        var marked = dice.NextInt(1000) < _options.PerMille;
        if (marked && sample.Class == _options.Class)
            Mark(sample, dice);
        return sample;
    }

    private void Mark(WorldSample sample, RandomStream dice)
    {
        var side = Math.Max(LeastPixels, Size * _options.MarkPercent / 100);
        var free = Size - side + 1;
        // The place is drawn as a share of the free way, so that it is the same at every size.
        var (left, top) = (dice.NextInt(65536) * free >> 16, dice.NextInt(65536) * free >> 16);
        var rim = Math.Max(1, side / 4);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var core = x >= rim && x < side - rim && y >= rim && y < side - rim;
                Cover(sample, (top + y) * Size + left + x, core ? Core : Rim);
            }
        }
    }

    private static void Cover(WorldSample sample, int at, ReadOnlySpan<byte> color)
    {
        color.CopyTo(sample.Image.Pixels.AsSpan(3 * at));
        (sample.Objects[at], sample.Parts[at], sample.Materials[at], sample.Textures[at]) = (0, 0, 0, 0);
        sample.Colors[at] = ColorNaming.Name(color[0], color[1], color[2]);
        sample.Mark[at] = 1;
    }
}
