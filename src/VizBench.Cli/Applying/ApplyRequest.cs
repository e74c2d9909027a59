using VizBench.Cli.Arguments;
using VizBench.Engine;
using VizBench.Methods;

namespace VizBench.Cli.Applying;

/// <summary>One method on some inputs of one network: everything that the command line says, parsed but not yet opened.</summary>
internal sealed record ApplyRequest
{
    public required MethodInfo Info { get; init; }

    public required Method Method { get; init; }

    /// <summary>A name of the catalogue, or a file.</summary>
    public required string Network { get; init; }

    public string? Weights { get; init; }

    public required IReadOnlyList<InputArgument> Inputs { get; init; }

    /// <summary>Of the pictures; null: the network's.</summary>
    public PictureSize? Size { get; init; }

    public string? Layer { get; init; }

    public UnitArgument? Units { get; init; }

    /// <summary>As given; what it means depends on the network.</summary>
    public string? Target { get; init; }

    public required PrecisionClass Precision { get; init; }

    public required Device Device { get; init; }

    public required int Threads { get; init; }

    public long Seed { get; init; }

    /// <summary>An optimisation's pictures are written at every so many steps; null: not at all.</summary>
    public int? Every { get; init; }

    /// <summary>Where the course of an optimisation goes.</summary>
    public string? TraceFile { get; init; }

    /// <summary>Where the raw tensor goes.</summary>
    public string? ArrayFile { get; init; }

    /// <summary>Where the rendering goes.</summary>
    public string? PictureFile { get; init; }

    /// <summary>Whether the rendering lies over the picture that it explains.</summary>
    public bool Overlay { get; init; }

    /// <summary>Whether a bar tells the values of the rendering's colors.</summary>
    public bool ColorBar { get; init; }
}
