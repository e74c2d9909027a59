using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Dull and even.</summary>
internal static class Rubber
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            light[i] += ((Noise.Nearest(u << 1, v << 1) - 128) >> 4) - 4;
        }
    }
}
