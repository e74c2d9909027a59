namespace VizBench.Cli.Diagnosis;

/// <summary>How much a finding matters.</summary>
internal enum Severity
{
    /// <summary>In order.</summary>
    Ok,

    /// <summary>The program works, but slower or without a part.</summary>
    Warning,

    /// <summary>The program can't compute.</summary>
    Missing,
}

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="Subject">what it is</param>
/// <param name="Value">what was found</param>
/// <param name="Remedy">what to do; null where nothing needs doing</param>
internal sealed record Finding(string Subject, Severity Severity, string Value, string? Remedy = null)
{
    public static Finding Fine(string subject, string value) => new(subject, Severity.Ok, value);
}
