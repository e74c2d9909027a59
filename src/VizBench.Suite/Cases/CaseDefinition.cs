using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>One case: a method with its options, applied to one input of one network. Immutable; it says all that decides the result.</summary>
public sealed record CaseDefinition
{
    /// <summary>Unique in its suite and stable: kebab-case parts joined by dots, fit for a file name ("vgg-mini.saliency.world-1000-3").</summary>
    public required string Id { get; init; }

    public required Method Method { get; init; }

    public required MethodInfo MethodInfo { get; init; }

    /// <summary>A name of the catalogue, or an ONNX file.</summary>
    public required string NetworkName { get; init; }

    public required CaseInput Input { get; init; }

    /// <summary>Further inputs by role, such as the picture whose style is taken.</summary>
    public IReadOnlyDictionary<string, CaseInput> Roles { get; init; } = new SortedDictionary<string, CaseInput>(StringComparer.Ordinal);

    public string? Layer { get; init; }

    public IReadOnlyList<Unit> Units { get; init; } = [];

    /// <summary>The class concerned; null: the input's own class where the network knows it, else the predicted one.</summary>
    public long? Target { get; init; }

    public long Seed { get; init; }

    /// <summary>The name that the suite gives this entry in place of its options; null: none.</summary>
    public string? Name { get; init; }

    /// <summary>The method's row in a table: its name in the suite, or its id with the options and the layer that it was given.</summary>
    public string MethodLabel => Name ?? string.Join(' ', LabelParts());

    private IEnumerable<string> LabelParts()
    {
        yield return MethodInfo.Label(Method);
        foreach (var (role, input) in Roles)
            yield return $"{role} {input.Label}";
        if (Layer is not null)
            yield return $"@{Layer}";
        if (Units.Count > 0)
            yield return $"unit {string.Join(' ', Units.Select(CaseId.TextOf))}";
        if (Target is { } target)
            yield return $"target {target}";
    }
}
