namespace VizBench.Suite;

/// <summary>A run held against the goldens, with what tells it from other runs.</summary>
public sealed record VerifiedRun
{
    /// <summary>As it was named.</summary>
    public required string Folder { get; init; }

    /// <summary>"float64", "float32", "tf32" or "bfloat16".</summary>
    public required string Precision { get; init; }

    public required string Device { get; init; }

    /// <summary>Its version, for example "1.13.1".</summary>
    public required string Libtorch { get; init; }

    public required IReadOnlyList<VerifiedCase> Cases { get; init; }

    public int Incomparable => Cases.Count(c => c.Comparison.Verdict == GoldenVerdict.Incomparable);

    /// <summary>Those that are neither in order nor incomparable.</summary>
    public int Failures => Cases.Count(c => !c.Comparison.Passed) - Incomparable;

    public int Passed => Cases.Count(c => c.Comparison.Passed);

    /// <param name="goldens">null: the product's own</param>
    /// <exception cref="UserError">as <see cref="GoldenVerifier.VerifyRun"/></exception>
    public static VerifiedRun Of(string folder, GoldenFolder? goldens = null)
    {
        var comparisons = GoldenVerifier.VerifyRun(folder, goldens);
        var run = RunContent.Read(RunFolder.Open(folder));
        var facts = run.Done.DistinctBy(f => f.Id, StringComparer.Ordinal).ToDictionary(f => f.Id, StringComparer.Ordinal);
        var seconds = run.Entries.DistinctBy(e => e.Id, StringComparer.Ordinal).ToDictionary(e => e.Id, e => e.Seconds, StringComparer.Ordinal);
        return new VerifiedRun
        {
            Folder = folder,
            Precision = run.Manifest.Precision,
            Device = run.Manifest.Device,
            Libtorch = run.Manifest.Engine.Version,
            Cases = [.. comparisons.Select(c => facts.TryGetValue(c.Case, out var f)
                ? new VerifiedCase(c, f.Label, f.Network, seconds[c.Case])
                : new VerifiedCase(c, null, null, null))],
        };
    }
}
