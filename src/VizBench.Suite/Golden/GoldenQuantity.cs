namespace VizBench.Suite;

/// <summary>One row of a comparison.</summary>
/// <param name="Name">what was compared</param>
/// <param name="Error">in the unit of the tolerance; NaN where one side is no number and the other is</param>
/// <param name="Tolerance">the greatest error that passes</param>
/// <param name="Worst">the entry with this error, for people ("sample 17 at 4021: 0.5, golden 0.4")</param>
public sealed record GoldenQuantity(string Name, double Error, double Tolerance, string Worst = "")
{
    public bool Passed => Error <= Tolerance;

    /// <summary>How many times the error would fit the tolerance; infinite where there is none.</summary>
    public double Margin => Tolerance / Error;
}
