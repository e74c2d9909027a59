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
    public static GoldenTolerance Of(PrecisionClass precision) => precision switch
    {
        PrecisionClass.Float64 => new(1e-9, 1e-9, 1, 0.25, "float64: sums in another order move the last digits (1e-15), and a colour on the border of two levels"),
        PrecisionClass.Float32 => new(5e-3, 2e-2, 8, 1, "float32: 1e-7 an operation, grown by a dozen layers (activations are within 1e-5); in a gradient a ReLU or maximum within rounding of a tie decides otherwise and moves the values behind it at once (9e-4 of the greatest on vgg-mini)"),
        PrecisionClass.Tf32 => new(5e-2, 1e-1, null, 12, "tf32: products keep 10 bits of mantissa (5e-4), grown by the layers"),
        _ => new(2e-1, 2e-1, null, 32, "bfloat16: 8 bits of mantissa (4e-3), grown by the layers"),
    };
}
