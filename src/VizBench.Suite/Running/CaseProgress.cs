namespace VizBench.Suite;

/// <summary>A case's own share of the work as the whole run's. Reports on the caller's thread, in order.</summary>
internal sealed class CaseProgress(IProgress<RunProgress>? run, int done, int total, string id) : IProgress<double>
{
    public void Report(double value) => run?.Report(new RunProgress(done, total, id, (done + Math.Clamp(value, 0, 1)) / total));
}
