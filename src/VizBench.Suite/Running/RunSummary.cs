namespace VizBench.Suite;

/// <summary>A finished run.</summary>
/// <param name="Folder">where everything lies</param>
/// <param name="Cases">in the order in which they ran</param>
public sealed record RunSummary(string Folder, IReadOnlyList<CaseOutcome> Cases)
{
    /// <summary>How many cases could not be computed.</summary>
    public int Failed => Cases.Count(outcome => outcome.Failed);

    /// <summary>How many were computed by the run that this one has gone on with.</summary>
    public int TakenOver => Cases.Count(outcome => outcome.IsTakenOver);

    /// <summary>How many this run has computed itself.</summary>
    public int Computed => Cases.Count - Failed - TakenOver;

    /// <summary>The report to open in a browser.</summary>
    public string Report => Path.Combine(Folder, RunFolder.ReportPage);
}
