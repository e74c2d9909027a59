namespace VizBench.Suite;

/// <summary>One verdict of a run with what its journal and its facts say of the case.</summary>
/// <param name="Comparison">the verdict</param>
/// <param name="Method">its row in tables; null where the run has no result of it</param>
/// <param name="Network">null where the run has no result of it</param>
/// <param name="Seconds">of the method alone; null where the run has no result of it</param>
public sealed record VerifiedCase(GoldenComparison Comparison, string? Method, string? Network, double? Seconds);
