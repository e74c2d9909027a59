using VizBench.Randomness;

namespace VizBench.Metrics;

/// <summary>
/// Another orthonormal basis of a layer's units, drawn uniformly from all of them: the paper's control. A network computes the same in either basis; if only
/// single units in their own basis coincide with concepts, the basis matters. Bau et al. 2017, section 3.2.
/// </summary>
public static class BasisRotation
{
    /// <summary>(units, units), row-major: row i is the new unit i in the old units. The same for a seed and size on every machine.</summary>
    /// <exception cref="ArgumentOutOfRangeException">no units</exception>
    public static double[] Random(int units, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        var rows = new StreamKey(seed, "basis", FormattableString.Invariant($"{units} units")).Open().Normal((long)units * units);
        // Normal rows, made orthogonal one after the other, are uniform (Haar); twice, since once loses digits.
        for (var i = 0; i < units; i++)
        {
            var row = rows.AsSpan(i * units, units);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                    Subtract(row, rows.AsSpan(j * units, units));
            }

            Scale(row, 1 / Math.Sqrt(Dot(row, row)));
        }

        return rows;
    }

    private static void Subtract(Span<double> row, ReadOnlySpan<double> other)
    {
        var along = Dot(row, other);
        for (var i = 0; i < row.Length; i++)
            row[i] -= along * other[i];
    }

    private static void Scale(Span<double> row, double factor)
    {
        foreach (ref var value in row)
            value *= factor;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
