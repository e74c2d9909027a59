using VizBench.Data.ConceptWorld;
using VizBench.Randomness;

namespace VizBench.Suite;

/// <summary>Which pixels of an image are covered: those of a part and a rim around them, or the same shape at a random place.</summary>
internal static class PartCover
{
    private const int Rim = 1;

    /// <summary>The main object's part and a rim around it, so that its outline doesn't tell what was there; row-major.</summary>
    /// <param name="part">0-based, into <see cref="WorldVocabulary.Parts"/></param>
    internal static bool[] Of(WorldSample sample, int part, int size)
    {
        var cover = new bool[size * size];
        for (var i = 0; i < cover.Length; i++)
        {
            if (sample.Parts[i] != part + 1 || sample.Objects[i] != sample.Class + 1)
                continue;
            for (var y = Math.Max(i / size - Rim, 0); y <= Math.Min(i / size + Rim, size - 1); y++)
            {
                for (var x = Math.Max(i % size - Rim, 0); x <= Math.Min(i % size + Rim, size - 1); x++)
                    cover[y * size + x] = true;
            }
        }

        return cover;
    }

    /// <summary>The same shape anywhere inside of the picture.</summary>
    internal static bool[] Elsewhere(bool[] cover, int size, RandomStream random)
    {
        var at = Enumerable.Range(0, cover.Length).Where(i => cover[i]).ToArray();
        var (top, bottom, left, right) = (at.Min(i => i / size), at.Max(i => i / size), at.Min(i => i % size), at.Max(i => i % size));
        var (down, across) = (random.NextInt(-top, size - 1 - bottom), random.NextInt(-left, size - 1 - right));
        var moved = new bool[cover.Length];
        foreach (var i in at)
            moved[i + down * size + across] = true;
        return moved;
    }

    internal static int Count(bool[] cover) => cover.Count(covered => covered);
}
