using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Slanting reflections.</summary>
internal static class Glass
{
    private static readonly uint Streak = Waveform.Frequency(52);

    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var band = Waveform.Triangle((uint)(u + v) * Streak) >> 8;
            light[i] += band > 168 ? 56 : band > 140 ? 2 * (band - 140) : -6;
        }
    }
}
