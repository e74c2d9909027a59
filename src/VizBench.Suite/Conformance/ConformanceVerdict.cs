namespace VizBench.Suite;

/// <summary>How a case ended.</summary>
public enum ConformanceOutcome
{
    /// <summary>Within the tolerance.</summary>
    Agrees,

    /// <summary>Beyond the tolerance, or of another shape.</summary>
    Disagrees,

    /// <summary>The product doesn't know the method.</summary>
    Unsupported,

    /// <summary>It could not be computed.</summary>
    Error,
}

/// <summary>One case's verdict.</summary>
/// <param name="Error">max |result − expected| / max |expected| (the largest quotient of elements where they are compared one by one); null where nothing was compared</param>
/// <param name="Tolerance">the bound that held, in the same measure</param>
/// <param name="Message">what went wrong; empty where all is well</param>
public sealed record ConformanceVerdict(ConformanceCase Case, ConformanceOutcome Outcome, double? Error, double Tolerance, string Message);
