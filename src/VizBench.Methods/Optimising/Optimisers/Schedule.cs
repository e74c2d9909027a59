namespace VizBench.Methods.Optimising;

/// <summary>Numbers that change from step to step.</summary>
internal static class Schedule
{
    internal static Func<int, double> Constant(double value) => _ => value;

    /// <summary>From a to b in equal parts; b is reached on the last step.</summary>
    internal static Func<int, double> Linear(double from, double to, int steps) => step => steps < 2 ? from : from + (to - from) * step / (steps - 1);
}
