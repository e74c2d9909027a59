using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Leaves: clumps with dark gaps.</summary>
internal static class Foliage
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var clump = Noise.Nearest(u << 1, v << 1) - 128;
            light[i] += (clump >> 1) - (clump < -60 ? 18 : 0);
        }
    }
}
