namespace VizBench.Data.ConceptWorld.Drawing;

/// <summary>Sine and cosine of angles in 1/4096 of a turn, as multiples of 1/16384, from whole numbers alone.</summary>
internal static class Angle
{
    public const int Turn = 4096;
    public const int One = 1 << 14;

    private static readonly short[] Table = BuildTable();

    public static int Sin(int angle) => Table[angle & (Turn - 1)];

    public static int Cos(int angle) => Table[(angle + Turn / 4) & (Turn - 1)];

    private static short[] BuildTable()
    {
        var table = new short[Turn];
        for (var i = 0; i <= Turn / 4; i++)
        {
            var sine = (short)((FirstQuarter(i) + (1L << 15)) >> 16);
            table[i] = sine;
            table[Turn / 2 - i] = sine;
            table[(Turn / 2 + i) & (Turn - 1)] = (short)-sine;
            table[(Turn - i) & (Turn - 1)] = (short)-sine;
        }

        return table;
    }

    // Taylor's series up to x^11 in multiples of 2^-30.
    private static long FirstQuarter(int i)
    {
        const long HalfPi = 1686629713; // π/2 · 2^30
        var x = HalfPi * i / (Turn / 4);
        var square = (x * x) >> 30;
        var (term, sum) = (x, x);
        for (var n = 2; n <= 10; n += 2)
        {
            term = -((term * square) >> 30) / (n * (n + 1));
            sum += term;
        }

        return sum;
    }
}
