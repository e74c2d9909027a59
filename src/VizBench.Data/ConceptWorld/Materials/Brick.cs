using VizBench.Data.ConceptWorld.Drawing;

namespace VizBench.Data.ConceptWorld.Materials;

/// <summary>Courses of 32 × 16 texels, every other one shifted by half, with mortar in the paint's second colour.</summary>
internal static class Brick
{
    private const int Joint = 1 << 17; // half a joint's width

    public static void Fill(in Row row, Span<int> light, Span<int> mix)
    {
        var (u, v) = (row.U, row.V);
        var soft = Math.Max(1, row.Pixel >> 8);
        for (var i = 0; i < light.Length; i++, u += row.StepU, v += row.StepV)
        {
            var course = v >> 20;
            var shifted = u + ((course & 1) << 20);
            var (inX, inY) = (shifted & 0x1fffff, v & 0xfffff);
            var edge = Math.Min(Math.Min(inX, 0x1fffff - inX), Math.Min(inY, 0xfffff - inY));
            var brick = Noise.OfCell(shifted >> 21, course) - 128;
            mix[i] = Math.Clamp(128 - ((edge - Joint) / soft), 0, 232);
            light[i] += (brick * 3 >> 3) + ((Noise.Nearest(u << 1, v << 1) - 128) >> 4);
        }
    }
}
