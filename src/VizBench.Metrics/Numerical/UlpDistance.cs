namespace VizBench.Metrics;

/// <summary>
/// How many steps of the floating-point grid lie between a result and its reference: units in the last place, counted in the order of the bit
/// patterns, so that a step over a power of two or through the subnormal numbers is one step too.
/// </summary>
public static class UlpDistance
{
    /// <summary>
    /// Two batches (N,…) → the greatest number of float32 steps between a value and its reference, for each pair; both are rounded to float32 first. Range
    /// [0, ∞): 0 for the same numbers, +0 and −0 being the same; an infinity is one step beyond the greatest finite number; NaN where a value is NaN.
    /// </summary>
    /// <param name="result">any floating-point type</param>
    /// <param name="reference">of the same shape</param>
    /// <exception cref="ArgumentException">the shapes differ, or nothing is in an item</exception>
    [Metric(
        "ulp-float32", MetricGroup.Numerical, Unit = "ulp of float32", Low = 0, Direction = MetricDirection.LowerIsBetter, Takes = MetricInput.ArrayPairs,
        Summary = "greatest number of float32 steps between a value and its reference",
        Source = "Goldberg 1991, section 1.2; the order of bit patterns: IEEE 754, totalOrder")]
    public static double[] Float32(Tensor result, Tensor reference) => Greatest(result, reference, value => Place((float)value));

    /// <summary>The same in float64 steps, of the values in float64.</summary>
    /// <param name="result">any floating-point type</param>
    /// <param name="reference">of the same shape</param>
    /// <exception cref="ArgumentException">the shapes differ, or nothing is in an item</exception>
    [Metric(
        "ulp-float64", MetricGroup.Numerical, Unit = "ulp of float64", Low = 0, Direction = MetricDirection.LowerIsBetter, Takes = MetricInput.ArrayPairs,
        Summary = "greatest number of float64 steps between a value and its reference",
        Source = "Goldberg 1991, section 1.2; the order of bit patterns: IEEE 754, totalOrder")]
    public static double[] Float64(Tensor result, Tensor reference) => Greatest(result, reference, Place);

    /// <summary>Bit patterns are no tensors of the engine: they are read on the CPU.</summary>
    private static double[] Greatest(Tensor result, Tensor reference, Func<double, long> placeOf)
    {
        using var scope = NewDisposeScope();
        var (a, b) = BatchRows.OfPair(result, reference);
        var (found, wanted, length) = (BatchRows.Numbers(a), BatchRows.Numbers(b), (int)a.shape[1]);
        var worst = new double[a.shape[0]];
        for (var i = 0; i < found.Length; i++)
        {
            ref var item = ref worst[i / length];
            if (double.IsNaN(found[i]) || double.IsNaN(wanted[i]))
                item = double.NaN;
            else
                item = Math.Max(item, (double)Int128.Abs((Int128)placeOf(found[i]) - placeOf(wanted[i])));
        }

        return worst;
    }

    /// <summary>Where a number stands among all numbers of its type, from 0 for zero: the pattern's magnitude with its sign.</summary>
    private static long Place(double value) => Signed(BitConverter.DoubleToInt64Bits(value), long.MaxValue);

    private static long Place(float value) => Signed(BitConverter.SingleToInt32Bits(value), int.MaxValue);

    private static long Signed(long bits, long magnitude) => bits < 0 ? -(bits & magnitude) : bits;
}
