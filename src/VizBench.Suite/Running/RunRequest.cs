using VizBench.Engine;

namespace VizBench.Suite;

/// <summary>What `run` was asked for.</summary>
public sealed record RunRequest
{
    /// <summary>A suite's name or the path of its file.</summary>
    public required string Suite { get; init; }

    /// <summary>Only cases whose id matches (<see cref="Glob"/>); null: all.</summary>
    public string? Filter { get; init; }

    public Device Device { get; init; } = CPU;

    public PrecisionClass Precision { get; init; } = PrecisionClass.Float32;

    /// <summary>In place of the suite's own seed; null: the suite's.</summary>
    public long? Seed { get; init; }

    /// <summary>Threads of ATen and the BLAS.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>New or empty; null: runs/SUITE-YYYYMMDD-HHMMSS (UTC) in the working folder.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Whether the output folder's run is gone on with: cases that it has finished are taken over. A folder that isn't there or is empty begins anew.</summary>
    public bool Resume { get; init; }

    /// <summary>In place of the suite's networks; null: the suite's.</summary>
    public string? Network { get; init; }

    /// <summary>A weights file or "formula:SEED"; null: those that come with the product.</summary>
    public string? Weights { get; init; }

    /// <summary>Told what a person should know of how the weights were found; null: nobody.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>How the program was called, for the manifest.</summary>
    public string CommandLine { get; init; } = "";
}
