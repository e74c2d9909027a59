using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Textures;

/// <summary>Round dots, every other row shifted by half.</summary>
internal static class Dots
{
    public static void Fill(in Row row, uint frequency, Span<int> mix)
    {
        var slanted = frequency * 3 / 4; // 1/√2, so that the period is the same across
        var sharpness = Waveform.Sharpness(frequency, row.Pixel);
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < mix.Length; i++, u += row.StepU, v += row.StepV)
        {
            var (a, b) = ((uint)(u + v) * slanted, (uint)(u - v) * slanted);
            var (x, y) = (Waveform.Triangle(a) >> 6, Waveform.Triangle(b) >> 6);
            var nearness = (x * x + y * y) >> 5; // 65536 at a dot's middle, where both waves are at their top
            mix[i] = Waveform.Step(nearness, 41000, sharpness);
        }
    }
}
