using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Textures;

/// <summary>Thin lines in both directions.</summary>
internal static class Grid
{
    public static void Fill(in Row row, uint frequency, Span<int> mix)
    {
        var sharpness = Waveform.Sharpness(frequency, row.Pixel);
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < mix.Length; i++, u += row.StepU, v += row.StepV)
        {
            var x = Waveform.Step(Waveform.Triangle((uint)u * frequency), 47000, sharpness);
            var y = Waveform.Step(Waveform.Triangle((uint)v * frequency), 47000, sharpness);
            mix[i] = Math.Max(x, y);
        }
    }
}
