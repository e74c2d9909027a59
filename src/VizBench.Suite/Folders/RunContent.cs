namespace VizBench.Suite;

/// <summary>What a run's folder holds, read back.</summary>
internal sealed record RunContent(RunFolder Folder, Manifest Manifest, IReadOnlyList<JournalEntry> Entries)
{
    /// <summary>The computed cases, in the order in which they ran.</summary>
    public required IReadOnlyList<CaseFacts> Done { get; init; }

    /// <exception cref="UserError">a file is missing or damaged</exception>
    internal static RunContent Read(RunFolder folder)
    {
        var entries = Journal.Read(folder.Journal);
        var done = entries.Where(e => e.IsDone);
        return new RunContent(folder, JsonText.Read<Manifest>(folder.Manifest), entries)
        {
            Done = [.. done.Select(e => JsonText.Read<CaseFacts>(folder.In(RunFolder.Facts(e.Id))))],
        };
    }
}
