using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Fibres along u, in waves, with a few dark ones.</summary>
internal static class Wood
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var fibre = Noise.At(u >> 3, v + (v >> 1)) - 128;
            var streak = Noise.Nearest(u >> 4, v << 1);
            light[i] += (fibre >> 2) - (streak > 205 ? 26 : 0);
        }
    }
}
