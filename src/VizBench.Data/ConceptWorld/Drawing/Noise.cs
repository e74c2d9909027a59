using VizBench.Randomness;

namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>
/// Cloudy noise on a torus of 256 × 256 texels, the same for all worlds: value noise of wavelengths 32, 16, 8 and 4 texels.
/// Coordinates are texels in multiples of 1/65536, so that a 32-bit overflow is a whole number of turns.
/// </summary>
internal static class Noise
{
    private const int Side = 256;
    private static readonly byte[] Table = BuildTable();

    /// <summary>0 .. 255, mean about 128, interpolated between texels.</summary>
    public static int At(int u, int v)
    {
        var (x, y) = ((u >> 16) & 255, ((v >> 16) & 255) << 8);
        var (right, below) = ((x + 1) & 255, (y + 256) & 0xff00);
        var (fx, fy) = ((u >> 8) & 255, (v >> 8) & 255);
        var table = Table;
        var top = (table[y | x] << 8) + (table[y | right] - table[y | x]) * fx;
        var bottom = (table[below | x] << 8) + (table[below | right] - table[below | x]) * fx;
        return ((top << 8) + (bottom - top) * fy) >> 16;
    }

    /// <summary>0 .. 255, the nearest texel.</summary>
    public static int Nearest(int u, int v) => Table[((v >> 8) & 0xff00) | ((u >> 16) & 255)];

    /// <summary>0 .. 255 for a whole-numbered cell, such as one brick of a wall.</summary>
    public static int OfCell(int x, int y) => Table[((y * 59) & 255) << 8 | ((x * 37 + y * 101) & 255)];

    private static byte[] BuildTable()
    {
        var sum = new int[Side * Side];
        var stream = new StreamKey(0, "concept-world", "noise").Open();
        AddOctave(sum, stream, 32, 5);
        AddOctave(sum, stream, 16, 5);
        AddOctave(sum, stream, 8, 4);
        AddOctave(sum, stream, 4, 4);
        return Stretched(sum);
    }

    private static void AddOctave(int[] sum, RandomStream stream, int wavelength, int weight)
    {
        var cells = Side / wavelength;
        var lattice = new int[cells * cells];
        for (var i = 0; i < lattice.Length; i++)
            lattice[i] = stream.NextInt(256);
        for (var i = 0; i < sum.Length; i++)
        {
            var (x, y) = (i % Side, i / Side);
            var (cx, cy) = (x / wavelength, y / wavelength);
            var (nx, ny) = ((cx + 1) % cells, (cy + 1) % cells);
            var (fx, fy) = (Eased(x % wavelength, wavelength), Eased(y % wavelength, wavelength));
            var top = lattice[cy * cells + cx] * (256 - fx) + lattice[cy * cells + nx] * fx;
            var bottom = lattice[ny * cells + cx] * (256 - fx) + lattice[ny * cells + nx] * fx;
            sum[i] += weight * ((top * (256 - fy) + bottom * fy) >> 8);
        }
    }

    // 3t² − 2t³ in multiples of 1/256.
    private static int Eased(int part, int whole)
    {
        var t = 256 * part / whole;
        return t * t * (768 - 2 * t) >> 16;
    }

    // Ranks, not values: every brightness is then equally frequent.
    private static byte[] Stretched(int[] sum)
    {
        var order = Enumerable.Range(0, sum.Length).OrderBy(i => sum[i]).ThenBy(i => i).ToArray();
        var table = new byte[sum.Length];
        for (var rank = 0; rank < order.Length; rank++)
            table[order[rank]] = (byte)(rank >> 8);
        return table;
    }
}
