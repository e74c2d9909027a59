using VizBench.Data.ConceptWorld;

namespace VizBench.Tests.ConceptWorld;

/// <summary>Pictures that several tests look at, drawn once.</summary>
internal static class Worlds
{
    public const int Count = 600;

    private static readonly Lazy<WorldSample[]> Drawn = new(() => Draw(64, Count));

    /// <summary>The first 600 of seed 0 at size 64.</summary>
    public static WorldSample[] First => Drawn.Value;

    public static WorldSample[] Draw(int size, int count, long seed = 0)
    {
        var world = Of(size, seed);
        return [.. Enumerable.Range(0, count).Select(i => world.Draw(i))];
    }

    public static World Of(int size, long seed = 0) => new(new WorldOptions { Size = size, Seed = seed });

    /// <summary>All that a sample holds, one array after the other.</summary>
    public static byte[] Bytes(WorldSample sample) =>
    [
        .. sample.Image.Pixels, .. sample.Objects, .. sample.Parts, .. sample.Materials, .. sample.Textures, .. sample.Colors,
    ];
}
