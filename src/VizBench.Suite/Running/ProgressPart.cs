namespace VizBench.Suite;

/// <summary>One part of a work that has several: its own 0 … 1 are a stretch of the whole's.</summary>
/// <param name="whole">null: nobody is told</param>
/// <param name="from">where the part begins</param>
/// <param name="share">how much of the whole it is</param>
internal sealed class ProgressPart(IProgress<double>? whole, double from, double share) : IProgress<double>
{
    public void Report(double value) => whole?.Report(from + share * value);
}
