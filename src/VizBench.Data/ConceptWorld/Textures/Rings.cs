using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Textures;

/// <summary>Two rings about each of a square lattice of points, two periods apart.</summary>
internal static class Rings
{
    private static readonly int[] Roots = BuildRoots();

    public static void Fill(in Row row, uint frequency, Span<int> mix)
    {
        var wide = frequency / 4;
        var sharpness = Waveform.Sharpness(frequency, row.Pixel);
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < mix.Length; i++, u += row.StepU, v += row.StepV)
        {
            var x = (Waveform.Triangle((uint)u * wide) - 32768) >> 5;
            var y = (Waveform.Triangle((uint)v * wide) - 32768) >> 5;
            var radius = Roots[(x * x + y * y) >> 11];
            mix[i] = Waveform.Step(Waveform.Triangle((uint)radius << 23), 32768, sharpness);
        }
    }

    // 32 √i, so that 1024 is half of a wide period.
    private static int[] BuildRoots()
    {
        var roots = new int[1025];
        var root = 0;
        for (var i = 0; i < roots.Length; i++)
        {
            while ((root + 1) * (root + 1) <= i << 11)
                root++;
            roots[i] = root;
        }

        return roots;
    }
}
