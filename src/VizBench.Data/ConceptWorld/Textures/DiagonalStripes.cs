using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Textures;

/// <summary>Stripes along the falling diagonal.</summary>
internal static class DiagonalStripes
{
    public static void Fill(in Row row, uint frequency, Span<int> mix)
    {
        var slanted = frequency * 3 / 4; // 1/√2, so that the period is the same across
        var sharpness = Waveform.Sharpness(frequency, row.Pixel);
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < mix.Length; i++, u += row.StepU, v += row.StepV)
        {
            mix[i] = Waveform.Step(Waveform.Triangle((uint)(u - v) * slanted), 32768, sharpness);
        }
    }
}
