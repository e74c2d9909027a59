using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Soft drifts and some glints.</summary>
internal static class Snow
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var glint = Noise.Nearest(u << 2, v << 2);
            light[i] += ((Noise.At(u >> 1, v) - 128) >> 3) + (glint > 244 ? 60 : 0);
        }
    }
}
