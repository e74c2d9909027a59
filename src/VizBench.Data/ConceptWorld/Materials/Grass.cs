using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Blades along v over darker and lighter tufts.</summary>
internal static class Grass
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var blade = Noise.At(u << 1, v >> 1) - 128;
            var tuft = Noise.Nearest(u >> 1, v >> 1) - 128;
            light[i] += (blade >> 2) + (tuft >> 3);
        }
    }
}
