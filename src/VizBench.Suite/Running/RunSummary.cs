namespace VizBench.Suite;

/// <summary>A finished run.</summary>
/// <param name="Folder">where everything lies</param>
/// <param name="Cases">in the order in which they ran</param>
public sealed record RunSummary(string Folder, IReadOnlyList<CaseOutcome> Cases)
{
    /// <summary>How many cases could not be computed.</summary>
    public int Failed => Cases.Count(outcome => outcome.Failed);

    /// <summary>The report to open in a browser.</summary>
    public string Report => Path.Combine(Folder, RunFolder.ReportPage);
}
