using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>One entry of a suite's list of methods.</summary>
internal sealed record MethodEntry
{
    public required string Method { get; init; }

    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Further inputs by role.</summary>
    public IReadOnlyDictionary<string, CaseInput> Roles { get; init; } = new SortedDictionary<string, CaseInput>(StringComparer.Ordinal);

    public string? Layer { get; init; }

    public IReadOnlyList<Unit> Units { get; init; } = [];

    public long? Target { get; init; }

    public string? Name { get; init; }

    /// <summary>Where it stands in its file, for error messages.</summary>
    public required string Place { get; init; }
}
