using System.Text.Json.Serialization;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>All that is said of a computed case beside its tensor: the content of result.json.</summary>
internal sealed record CaseFacts
{
    public required string Id { get; init; }

    /// <summary>The method's row in tables.</summary>
    public required string Label { get; init; }

    public required string Method { get; init; }

    public required string Family { get; init; }

    public required string Kind { get; init; }

    /// <summary>Every option with its value, defaults too: a default that changes later must show.</summary>
    public required SortedDictionary<string, string> Options { get; init; }

    /// <summary>The plugin that the method comes from; null: it is the product's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PluginFacts? Plugin { get; init; }

    /// <summary>What a plugin's method computes by its own word; null: nothing that the product computes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CounterpartFacts? SameAs { get; init; }

    public required string Network { get; init; }

    public required string WeightsSha256 { get; init; }

    /// <summary>SHA-256 of the weights of the method's further networks, by name; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Companions { get; init; }

    public required string Input { get; init; }

    public required string InputId { get; init; }

    public required string InputSha256 { get; init; }

    /// <summary>The further inputs by role, each with the SHA-256 of its pixels behind it; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Roles { get; init; }

    public string? Layer { get; init; }

    public IReadOnlyList<string> Units { get; init; } = [];

    public long Seed { get; init; }

    /// <summary>The class that the method was asked about; null where it needs none.</summary>
    public long? Target { get; init; }

    /// <summary>The input's own class; null where it isn't known.</summary>
    public long? TrueClass { get; init; }

    /// <summary>The class that the network sees in the input; null where it has no classes.</summary>
    public long? Predicted { get; init; }

    /// <summary>Of the predicted class, 0 … 1.</summary>
    public double? Probability { get; init; }

    /// <summary>Names of the three classes above, where the network has names.</summary>
    public string? TargetName { get; init; }

    public string? TrueClassName { get; init; }

    public string? PredictedName { get; init; }

    /// <summary>The region of truth's share of the picture, 0 … 1; null where it isn't known.</summary>
    public double? MaskShare { get; init; }

    public required long[] Shape { get; init; }

    public required string Type { get; init; }

    public required ValueStatistics Statistics { get; init; }

    /// <summary>Which values the picture's colors stand for; null: they stand for none.</summary>
    public MapColors? Colors { get; init; }

    /// <summary>Numbers of the method's own.</summary>
    public required SortedDictionary<string, double> Scalars { get; init; }

    public required SortedDictionary<string, double> Metrics { get; init; }

    /// <summary>Sums over layers, in the order of the network's layers; empty where the method gives none.</summary>
    public IReadOnlyList<LayerTotal> LayerSums { get; init; } = [];

    /// <summary>How an optimisation went; empty for other methods.</summary>
    public IReadOnlyList<TraceRow> Trace { get; init; } = [];

    /// <summary>What a person should know of the result.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How an optimisation answers to small changes; null for other methods.</summary>
    public OptimisedFacts? Optimised { get; init; }

    internal ResultKind ResultKind => Enum.Parse<ResultKind>(Kind);
}

/// <summary>The values of a map's first and last color.</summary>
internal sealed record MapColors(double Low, double High)
{
    internal static MapColors? Of(ResultView view) => ScaledPicture.ScaleOf(view) is { } scale ? new MapColors(scale.Low, scale.High) : null;
}

/// <summary>What a layer's units have together, for the case's one sample.</summary>
internal sealed record LayerTotal(string Layer, double Sum);
