using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Brushed along u, with broad bright bands.</summary>
internal static class Metal
{
    private static readonly uint Band = Waveform.Frequency(96);

    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var brushed = Noise.Nearest(u >> 4, v << 1) - 128;
            var band = Waveform.Triangle((uint)(u + v) * Band) >> 10;
            light[i] += (brushed >> 4) + (band > 44 ? 3 * (band - 44) : 0) - 12;
        }
    }
}
