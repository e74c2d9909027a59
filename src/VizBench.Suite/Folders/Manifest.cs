using System.Text.Json.Serialization;
using VizBench.Engine;
using VizBench.Networks.Zoo;

namespace VizBench.Suite;

/// <summary>Where a run comes from: the content of manifest.json.</summary>
internal sealed record Manifest
{
    public int Format { get; init; } = 2;

    public required string Version { get; init; }

    public required string Suite { get; init; }

    public string Summary { get; init; } = "";

    public required long Seed { get; init; }

    public string? Filter { get; init; }

    public required string CommandLine { get; init; }

    /// <summary>UTC, ISO 8601.</summary>
    public required string Started { get; init; }

    /// <summary>"float64", "float32", "tf32" or "bfloat16".</summary>
    public required string Precision { get; init; }

    /// <summary>What libtorch was set to, by name.</summary>
    public required SortedDictionary<string, string> PrecisionFlags { get; init; }

    public required string Device { get; init; }

    public required MachineFacts Machine { get; init; }

    public required EngineFacts Engine { get; init; }

    public required IReadOnlyList<NetworkFacts> Networks { get; init; }

    /// <summary>The plugins that the run's methods come from; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PluginFacts>? Plugins { get; init; }

    public required int Cases { get; init; }

    internal PrecisionClass PrecisionClass => VizBench.Engine.Precision.Parse(Precision);
}

/// <summary>A network of a run and its weights.</summary>
/// <param name="Published">the name under which torchvision publishes the very file, where it does</param>
internal sealed record NetworkFacts(string Name, string Weights, string Sha256, string? Published = null)
{
    internal static NetworkFacts Of(OpenedNetwork opened) => new(opened.Network.Name, opened.WeightsSource, opened.WeightsSha256, opened.Published);
}
