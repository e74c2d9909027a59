using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Patches of a few greys, with specks.</summary>
internal static class Stone
{
    public static void Fill(in Row row, Span<int> light)
    {
        var (u, v) = (row.U, row.V);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var patch = Noise.Nearest(u, v) >> 5;
            var speck = Noise.Nearest(u << 2, v << 2);
            light[i] += 7 * patch - 26 + (speck > 216 ? 22 : speck < 36 ? -26 : 0);
        }
    }
}
