using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Smooth, with one soft band of reflected light.</summary>
internal static class Ceramic
{
    private static readonly uint Band = Waveform.Frequency(150);

    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var band = Waveform.Triangle((uint)u * Band) >> 8;
            light[i] += band > 210 ? band - 210 : 0;
        }
    }
}
