using System.Text.Json.Serialization;
using VizBench.Data.Images;
using VizBench.Methods;

namespace VizBench.Suite;

/// <summary>
/// What is kept of a case's float64 result: a picture, and numbers that stand for the tensor (all of it would not fit a
/// repository). A changed value hits the samples by chance and the projections for certain.
/// </summary>
public sealed record GoldenRecord
{
    public int Format { get; init; } = 1;

    public required string Case { get; init; }

    /// <summary>The folder under golden/.</summary>
    public required string Family { get; init; }

    /// <summary>The method's row in tables.</summary>
    public required string Method { get; init; }

    public required SortedDictionary<string, string> Options { get; init; }

    public required string Network { get; init; }

    public required string WeightsSha256 { get; init; }

    /// <summary>SHA-256 of the weights of the method's further networks, by name; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Companions { get; init; }

    public required string Input { get; init; }

    public required string InputSha256 { get; init; }

    /// <summary>The further inputs by role, each with the SHA-256 of its pixels behind it; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Roles { get; init; }

    public long Seed { get; init; }

    public long? Target { get; init; }

    public string? Layer { get; init; }

    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>Of the result, without the batch axis.</summary>
    public required long[] Shape { get; init; }

    public double Min { get; init; }

    public double Max { get; init; }

    public double Mean { get; init; }

    public double L2 { get; init; }

    /// <summary>Values at the positions of <see cref="GoldenProbes.Positions"/>.</summary>
    [JsonConverter(typeof(PackedDoubles))]
    public required double[] Samples { get; init; }

    /// <summary>Inner products with the directions of <see cref="GoldenProbes.Project"/>.</summary>
    [JsonConverter(typeof(PackedDoubles))]
    public required double[] Projections { get; init; }

    public required SortedDictionary<string, double> Scalars { get; init; }

    public required SortedDictionary<string, double> Metrics { get; init; }

    /// <summary>The first steps of an optimisation; empty for other methods.</summary>
    public IReadOnlyList<TraceRow> Trace { get; init; } = [];

    /// <summary>Whether candidates were chosen by their scores: then only the first step can be judged in another precision.</summary>
    public bool Selects { get; init; }

    /// <summary>How much a disturbance of an optimisation's start grows until its end; null for other methods.</summary>
    public double? Amplification { get; init; }

    /// <summary>Numbers of the picture after one update from this record's own picture; empty for other methods.</summary>
    [JsonConverter(typeof(PackedDoubles))]
    public double[] Update { get; init; } = [];

    /// <summary>Of a result: the same from its golden's picture. It is compared, not kept.</summary>
    [JsonIgnore]
    public double[] UpdateOfGolden { get; init; } = [];

    /// <summary>The rendering, in a file of its own.</summary>
    [JsonIgnore]
    public RgbImage? Picture { get; init; }

    /// <summary>The record without its picture, as its file holds it.</summary>
    public string ToJson() => JsonText.Of(this);

    /// <param name="json">as <see cref="ToJson"/> gives it</param>
    /// <param name="nameForErrors">the file's name in error messages</param>
    /// <exception cref="FileError">not a golden's JSON</exception>
    public static GoldenRecord FromJson(string json, string nameForErrors) => JsonText.Parse<GoldenRecord>(System.Text.Encoding.UTF8.GetBytes(json), nameForErrors);

    /// <summary>What errors of values are measured against.</summary>
    internal double Scale => Math.Max(Math.Abs(Min), Math.Abs(Max));
}
