namespace VizBench.Suite;

/// <summary>How far a run is.</summary>
/// <param name="Done">cases finished</param>
/// <param name="Total">cases in all</param>
/// <param name="CaseId">the case at work, or the last one</param>
/// <param name="Fraction">of the whole run, 0 … 1, with the share of the case at work</param>
public readonly record struct RunProgress(int Done, int Total, string CaseId, double Fraction)
{
    /// <summary>Before a case begins.</summary>
    internal static RunProgress At(int done, int total, string caseId) => new(done, total, caseId, done / (double)total);
}
