namespace VizBench.Suite;

/// <summary>What became of one case.</summary>
public sealed record CaseOutcome
{
    public required CaseDefinition Case { get; init; }

    public string Id => Case.Id;

    /// <summary>Null where the case was computed; else why not, in one line.</summary>
    public string? Error { get; init; }

    public bool Failed => Error is not null;

    /// <summary>Whether an earlier run had computed it.</summary>
    public bool IsTakenOver { get; init; }

    /// <summary>Of the method itself: without preparing the input, metrics or files.</summary>
    public double Seconds { get; init; }

    /// <summary>By name; empty where the case failed.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);
}
