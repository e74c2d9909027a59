using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Textures;

/// <summary>Stripes along v.</summary>
internal static class VerticalStripes
{
    public static void Fill(in Row row, uint frequency, Span<int> mix)
    {
        var sharpness = Waveform.Sharpness(frequency, row.Pixel);
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < mix.Length; i++, u += row.StepU, v += row.StepV)
        {
            mix[i] = Waveform.Step(Waveform.Triangle((uint)u * frequency), 32768, sharpness);
        }
    }
}
