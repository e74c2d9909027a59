using VizBench.Data.ConceptWorld;
using VizBench.Data.ConceptWorld.Variants;
using VizBench.Networks;

namespace VizBench.Training;

/// <summary>How much a network leans on a planted mark, measured on images that it has not seen.</summary>
/// <param name="Class">the class that the mark gave away in training</param>
/// <param name="WithMark">the share of the class's images that it recognises when all of them carry the mark</param>
/// <param name="WithoutMark">the share of the same images that it recognises without the mark</param>
/// <param name="Misled">the share of all other classes' images that it takes for the class when the mark is put on them</param>
/// <param name="MisledWithoutMark">the same share without the mark</param>
public sealed record ShortcutUse(string Class, int Images, double WithMark, double WithoutMark, double Misled, double MisledWithoutMark)
{
    private const int Always = 1000;

    /// <summary>Classifies images 0 … images − 1 of a ConceptWorld seed, with and without the mark.</summary>
    public static ShortcutUse Of(
        Network network, ShortcutOptions planted, long worldSeed, int images, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var world = planted.World with { Size = (int)network.Architecture.InputShape[1], Seed = worldSeed };
        int[][] Predicted(IWorldSource source) => Evaluation.Confuse(network, source, images, progress, cancellation);
        var plain = Predicted(new World(world));
        var marked = Predicted(new MarkedWorld(planted with { World = world, PerMille = Always }));
        double Recall(int[][] confusion) => (double)confusion[planted.Class][planted.Class] / confusion[planted.Class].Sum();
        double Others(int[][] confusion)
        {
            var rows = confusion.Where((_, i) => i != planted.Class).ToArray();
            return (double)rows.Sum(row => row[planted.Class]) / rows.Sum(row => row.Sum());
        }

        return new ShortcutUse(World.Classes[planted.Class], images, Recall(marked), Recall(plain), Others(marked), Others(plain));
    }

    /// <summary>The world with the mark on every image, whatever its class.</summary>
    private sealed class MarkedWorld(ShortcutOptions options) : IWorldSource
    {
        private readonly ShortcutWorld[] _byClass =
            [.. World.Classes.Select((_, i) => new ShortcutWorld(options with { Class = i }))];

        public int Size => options.World.Size;

        public long? Count => null;

        public WorldSample Draw(long index) => _byClass[index % _byClass.Length].Draw(index);
    }
}
