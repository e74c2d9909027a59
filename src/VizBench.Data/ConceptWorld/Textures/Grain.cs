using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Textures;

/// <summary>Blotches of the two colours.</summary>
internal static class Grain
{
    public static void Fill(in Row row, uint frequency, Span<int> mix)
    {
        var scale = Math.Max(1, frequency / 1024);
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < mix.Length; i++, u += row.StepU, v += row.StepV)
        {
            mix[i] = Math.Clamp(128 + (Noise.At((int)((uint)u * scale), (int)((uint)v * scale)) - 128) * 6, 0, 256);
        }
    }
}
