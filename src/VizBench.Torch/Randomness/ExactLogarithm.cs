namespace VizBench.Randomness;

/// <summary>The natural logarithm from IEEE basic operations alone: the same bits on every machine, error about one unit in the last place.</summary>
internal static class ExactLogarithm
{
    private const double Ln2High = 0.693147180369123816490; // 32 bits: its products with small integers are exact
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const int LastOddPower = 23; // the series' remainder at |s| ≤ .1716 is below 2^-60

    /// <summary>ln x for a positive, finite, normal x: x = 2^e·m, ln m = 2·artanh((m − 1)/(m + 1)).</summary>
    public static double Of(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xF_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var series = 0.0;
        for (var power = LastOddPower; power >= 3; power -= 2)
            series = (series + 1.0 / power) * square;
        return exponent * Ln2High + (exponent * Ln2Low + 2 * s * series + 2 * s);
    }
}
