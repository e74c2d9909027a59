using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Overlapping scales, each bright at its middle and dark below its rim.</summary>
internal static class Scales
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var course = v >> 20;
            var shifted = u + ((course & 1) << 19);
            var across = (shifted & 0xfffff) - 0x80000;
            var down = v & 0xfffff;
            var arc = (int)((long)across * across >> 19);
            light[i] += 24 - ((down >> 14) + (arc >> 14) * 2 > 70 ? 44 : (down >> 15));
        }
    }
}
