using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Textures;

/// <summary>Stripes along u that go up and down.</summary>
internal static class Zigzag
{
    public static void Fill(in Row row, uint frequency, Span<int> mix)
    {
        var sharpness = Waveform.Sharpness(frequency, row.Pixel);
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < mix.Length; i++, u += row.StepU, v += row.StepV)
        {
            var zig = Waveform.Triangle((uint)u * frequency) << 15;
            mix[i] = Waveform.Step(Waveform.Triangle((uint)v * frequency + (uint)zig), 32768, sharpness);
        }
    }
}
