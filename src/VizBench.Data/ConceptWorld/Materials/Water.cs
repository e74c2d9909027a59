using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Ripples across v, bent by noise.</summary>
internal static class Water
{
    private static readonly uint Ripple = Waveform.Frequency(20);

    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var bend = Noise.At(u >> 1, v) - 128;
            var ripple = Waveform.Triangle((uint)(v + (bend << 12)) * Ripple) >> 9;
            light[i] += (ripple - 64 >> 1) + (ripple > 108 ? 3 * (ripple - 108) : 0);
        }
    }
}
