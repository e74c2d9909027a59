using VizBench.Networks;

namespace VizBench.Methods.Inversion;

/// <summary>
/// What a data set's pictures are like on average, less their mean colour, in units of 0 … 255: the scale on which an inversion's energy
/// is stated.
/// </summary>
/// <param name="Rms">root mean square of a value; the mean norm of a picture is this times √(C·H·W)</param>
/// <param name="Peak">(mean of the 6th powers)^(1/6): how far values go</param>
/// <param name="Step">root mean square of (dx² + dy²)^½, neighbours' differences, at <paramref name="Side"/></param>
/// <param name="Side">pixels. Edges stay as high and as sharp in a larger picture and take a smaller share of it: Step² goes with 1/side</param>
internal sealed record TypicalPicture(double Rms, double Peak, double Step, double Side)
{
    /// <summary>
    /// Natural photographs of 227 px: the paper's mean norm, 27098.1157; the shares of peak and step, as multiples of the rms, are those
    /// of suites/photographs together.
    /// </summary>
    internal static TypicalPicture Natural { get; } = new(27098.1157 / Math.Sqrt(3 * 227 * 227), 1.435 * 68.92, 0.280 * 68.92, 227);

    /// <summary>ConceptWorld, measured on 240 images of world 1000 at 64 px.</summary>
    internal static TypicalPicture World { get; } = new(58.6, 76.5, 33.1, 64);

    /// <summary>Of the pictures that a network was trained on: ConceptWorld's where it knows its classes, else natural photographs.</summary>
    internal static TypicalPicture Of(Architecture architecture) => architecture.Classes.SequenceEqual(Data.ConceptWorld.World.Classes, StringComparer.Ordinal) ? World : Natural;

    /// <summary>The step in pictures whose smaller side is so many pixels.</summary>
    internal double StepAt(double side) => Step * Math.Sqrt(Side / side);

    /// <summary>The mean of |value|^exponent, its logarithm linear in the exponent: exact at 2 and 6, between them at most too large.</summary>
    internal double Power(double exponent) => Math.Pow(Rms, 2) * Math.Pow(Math.Pow(Peak, 6) / Math.Pow(Rms, 2), (exponent - 2) / 4);

    /// <summary>The mean norm of pictures of a size, σ.</summary>
    internal double Norm(long channels, long height, long width) => Rms * Math.Sqrt(channels * height * width);
}
