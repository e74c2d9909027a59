using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Strands along v.</summary>
internal static class Hair
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var strand = Noise.At(u << 1, v >> 3) - 128;
            light[i] += strand * 3 >> 3;
        }
    }
}
