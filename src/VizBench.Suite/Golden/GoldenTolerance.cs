using VizBench.Engine;

namespace VizBench.Suite;

/// <summary>How far a result may be from its float64 golden.</summary>
/// <param name="Values">of tensor values and their projections, relative to the golden's greatest magnitude</param>
/// <param name="Numbers">of metrics and scalars, relative to the greater of 1 and the golden's magnitude</param>
/// <param name="PictureLevels">
/// of one channel of one pixel, in levels of 255; null where single pixels are not judged: pictures are drawn relative to a
/// percentile of the values, and one value's tolerance may then be a pixel's whole range
/// </param>
/// <param name="WindowLevels">of the worst 8×8 window's mean, in levels of 255</param>
/// <param name="Reason">why so much</param>
public sealed record GoldenTolerance(double Values, double Numbers, double? PictureLevels, double WindowLevels, string Reason)
{
    /// <summary>The precision's rounding of one operation, relative.</summary>
    private double Rounding { get; init; }

    /// <summary>
    /// For the end of an optimisation whose start's disturbances grow by so much: a hundred roundings of the precision, grown; never less
    /// than for other results. Where that is more, single pixels are not judged.
    /// </summary>
    internal GoldenTolerance Grown(double amplification)
    {
        var values = RoundingsPerStart * Rounding * amplification;
        return values <= Values
            ? this
            : this with
            {
                Values = values,
                Numbers = Math.Max(Numbers, values),
                PictureLevels = null,
                WindowLevels = Math.Max(WindowLevels, Math.Min(values, 1) * 255),
                Reason = FormattableString.Invariant($"{Reason}; this optimisation amplifies a disturbance {amplification:0.#e+0} times"),
            };
    }

    private const double RoundingsPerStart = 100;

    public static GoldenTolerance Of(PrecisionClass precision) => ClassOf(precision) with
    {
        Rounding = precision switch { PrecisionClass.Float64 => 1.1e-16, PrecisionClass.Float32 => 6e-8, PrecisionClass.Tf32 => 5e-4, _ => 4e-3 },
    };

    private static GoldenTolerance ClassOf(PrecisionClass precision) => precision switch
    {
        PrecisionClass.Float64 => new(1e-9, 1e-9, 1, 0.25, "float64: sums in another order move the last digits (1e-15), and a colour on the border of two levels"),
        PrecisionClass.Float32 => new(5e-3, 2e-2, 8, 1, "float32: 1e-7 an operation, grown by a dozen layers (activations are within 1e-5); in a gradient a ReLU or maximum within rounding of a tie decides otherwise and moves the values behind it at once (9e-4 of the greatest on vgg-mini)"),
        PrecisionClass.Tf32 => new(5e-2, 1e-1, null, 12, "tf32: products keep 10 bits of mantissa (5e-4), grown by the layers"),
        _ => new(2e-1, 2e-1, null, 32, "bfloat16: 8 bits of mantissa (4e-3), grown by the layers"),
    };
}
