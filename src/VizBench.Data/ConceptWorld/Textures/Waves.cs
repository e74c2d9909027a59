using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Textures;

/// <summary>Stripes along u that swing softly.</summary>
internal static class Waves
{
    public static void Fill(in Row row, uint frequency, Span<int> mix)
    {
        var sharpness = Waveform.Sharpness(frequency, row.Pixel);
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < mix.Length; i++, u += row.StepU, v += row.StepV)
        {
            var swing = Angle.Sin((int)((uint)u * frequency >> 21 << 1)) << 16;
            mix[i] = Waveform.Step(Waveform.Triangle((uint)v * frequency + (uint)swing), 32768, sharpness);
        }
    }
}
