using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>A weave: threads over and under.</summary>
internal static class Fabric
{
    private static readonly uint Thread = Waveform.Frequency(9);

    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var warp = Waveform.Triangle((uint)u * Thread) >> 11;
            var weft = Waveform.Triangle((uint)v * Thread) >> 11;
            light[i] += ((warp ^ weft) & 31) - 16 + ((Noise.Nearest(u, v) - 128) >> 4);
        }
    }
}
