using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Clouds: thick where the noise is high, in the colour of light.</summary>
internal static class Sky
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var cloud = Noise.At(u >> 2, v >> 1) + (Noise.At(u >> 1, v) >> 2) - 32;
            light[i] += cloud > 150 ? Math.Min(2 * (cloud - 150), 150) : 0;
        }
    }
}
