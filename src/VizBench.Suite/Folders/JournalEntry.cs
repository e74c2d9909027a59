using System.Text.Json.Serialization;

namespace VizBench.Suite;

/// <summary>One finished case in journal.jsonl.</summary>
internal sealed record JournalEntry
{
    public const string Done = "done";
    public const string Failed = "failed";

    public required string Id { get; init; }

    public required string Status { get; init; }

    [JsonIgnore]
    public bool IsDone => string.Equals(Status, Done, StringComparison.Ordinal);

    /// <summary>Of the method alone.</summary>
    public double Seconds { get; init; }

    /// <summary>Hash of everything that decides the result; a run that resumes takes a case over only if it is the same.</summary>
    public required string Key { get; init; }

    /// <summary>Of the file result.npy; null where the case failed.</summary>
    public string? Sha256 { get; init; }

    public string? Error { get; init; }

    public SortedDictionary<string, double> Metrics { get; init; } = new(StringComparer.Ordinal);
}
