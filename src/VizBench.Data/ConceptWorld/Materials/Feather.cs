using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Rows of small feathers, softer than scales.</summary>
internal static class Feather
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var course = v >> 19;
            var shifted = u + ((course & 1) << 19);
            var across = (shifted & 0xfffff) - 0x80000;
            var down = v & 0x7ffff;
            var arc = (int)((long)across * across >> 19);
            light[i] += 14 - (down >> 14) - (arc >> 15) + ((Noise.Nearest(u << 1, v >> 1) - 128) >> 4);
        }
    }
}
