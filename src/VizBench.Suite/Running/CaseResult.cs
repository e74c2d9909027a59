using VizBench.Arrays;

namespace VizBench.Suite;

/// <summary>What a case gave: numbers in memory, nothing of libtorch's.</summary>
internal sealed record CaseResult
{
    public required CaseFacts Facts { get; init; }

    /// <summary>The raw result of the one sample, without the batch axis, in the run's dtype.</summary>
    public required NdArray Value { get; init; }

    /// <summary>Of the method alone.</summary>
    public double Seconds { get; init; }
}
