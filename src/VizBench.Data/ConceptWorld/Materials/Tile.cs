using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Roof tiles: courses with rounded lower ends, each tile of its own shade.</summary>
internal static class Tile
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
            var arc = (int)((long)across * across >> 20);
            var shade = (Noise.OfCell(shifted >> 20, course) - 128) >> 3;
            light[i] += shade + (down + arc > 0xd0000 ? -52 : 16 - (down >> 16));
        }
    }
}
