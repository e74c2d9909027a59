using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Grains, and ripples that the wind left.</summary>
internal static class Sand
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var grain = Noise.Nearest(u * 3, v * 3) - 128;
            var ripple = Noise.At(u >> 2, v) - 128;
            light[i] += (grain >> 3) + (ripple >> 4);
        }
    }
}
